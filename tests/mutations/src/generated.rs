//! Mutations made by rule, of every operator, number, assignment, call and function of some files.

use std::fs;
use std::path::Path;

use proc_macro2::Span;
use quote::ToTokens as _;
use syn::spanned::Spanned as _;
use syn::visit_mut::{self, VisitMut};
use syn::{BinOp, Block, Expr, ImplItemFn, Item, ItemFn, Lit, Pat, ReturnType, Signature, Stmt, Type, UnOp};
use syn::{parse_quote, visit::Visit};

use crate::Mutation;
use crate::tree::{Tree, Wrong, said};

/// Rewrites the files below `paths`, but for mutations that are known not to compile, by file and position.
pub fn insert(tree: &Tree, paths: &[&str], unviable: &[(String, u32)]) -> Result<Vec<Mutation>, String> {
    let mut mutations = Vec::new();
    for path in paths {
        for file in files(path)? {
            let text = tree.original(&file)?;
            let mut parsed = syn::parse_file(&text).map_err(said(&file))?;
            let known = unviable.iter().filter(|(of, _)| *of == file).map(|&(_, position)| position).collect();
            let mut maker =
                Maker { file: &file, position: 0, unviable: known, within: String::new(), made: &mut mutations };
            maker.visit_file_mut(&mut parsed);
            tree.write(&file, &prettyplease::unparse(&parsed))?;
        }
    }
    Ok(mutations)
}

/// The mutations in these lines, by file and position in it.
pub fn behind(tree: &Tree, wrong: &[Wrong]) -> Result<Vec<(String, u32)>, String> {
    let mut found = Vec::new();
    for (file, first, last) in wrong {
        let text = fs::read_to_string(tree.folder.join(file)).map_err(said(file))?;
        let lines: Vec<&str> = text.lines().collect();
        // Formatting may put a mutation and its switch on neighbouring lines.
        for reach in 0..6 {
            let from = first.saturating_sub(1 + reach);
            let here = lines[from..*last].join(" ");
            let positions: Vec<u32> = here
                .split("mutation::at(")
                .skip(1)
                .filter_map(|rest| rest.trim_start().split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
                .collect();
            if !positions.is_empty() {
                found.extend(positions.into_iter().map(|position| (file.clone(), position)));
                break;
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The Rust files at a path, without those that are tests alone.
fn files(path: &str) -> Result<Vec<String>, String> {
    let full = crate::root().join(path);
    if full.is_file() {
        return Ok(vec![path.into()]);
    }
    let mut entries: Vec<String> = fs::read_dir(&full)
        .map_err(said(path))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name != "tests" && name != "tests.rs")
        .map(|name| format!("{path}/{name}"))
        .filter(|name| name.ends_with(".rs") || Path::new(&crate::root().join(name)).is_dir())
        .collect();
    entries.sort();
    entries.iter().map(|entry| files(entry)).collect::<Result<Vec<_>, _>>().map(|files| files.concat())
}

/// Puts mutations into one file.
struct Maker<'a> {
    file: &'a str,
    /// How many places for a mutation the file has had so far; the same on every pass.
    position: u32,
    unviable: Vec<u32>,
    /// The function that is being rewritten.
    within: String,
    made: &'a mut Vec<Mutation>,
}

impl Maker<'_> {
    /// The switch of a mutation, or nothing where it is known not to compile.
    fn switch(&mut self, span: Span, what: &str) -> Option<Expr> {
        self.position += 1;
        let position = self.position;
        if self.unviable.contains(&position) {
            return None;
        }
        let number = self.made.len() as u32 + 1;
        let place = format!("{}:{}:{}", self.file, span.start().line, span.start().column + 1);
        let what = format!("{what} in {}", self.within);
        self.made.push(Mutation { number, place, what, expected: None });
        Some(parse_quote!(crate::mutation::at(#position, #number)))
    }

    fn binary(&mut self, expr: &mut Expr) {
        let Expr::Binary(binary) = expr else { return };
        let (left, right, op) = (&*binary.left, &*binary.right, binary.op);
        if matches!(op, BinOp::And(_) | BinOp::Or(_)) && (has_let(left) || has_let(right)) {
            return;
        }
        let (left, right) = (left.clone(), right.clone());
        let assigns = assigns(&op);
        let compares =
            matches!(op, BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) | BinOp::Eq(_) | BinOp::Ne(_));
        let lazy = matches!(op, BinOp::And(_) | BinOp::Or(_));
        let span = op.span();
        let name = op.to_token_stream().to_string();
        let mut chosen: Expr = if assigns {
            parse_quote!({ #left #op mutant_right; })
        } else if lazy {
            parse_quote!({ #left #op #right })
        } else if compares {
            parse_quote!({ *mutant_left #op *mutant_right })
        } else {
            parse_quote!({ mutant_left #op mutant_right })
        };
        for other in others(&op) {
            let other_name = other.to_token_stream().to_string();
            let Some(switch) = self.switch(span, &format!("{name} becomes {other_name}")) else { continue };
            let mutated: Block = if assigns {
                parse_quote!({ #left #other mutant_right; })
            } else if lazy {
                parse_quote!({ #left #other #right })
            } else if compares {
                parse_quote!({ *mutant_left #other *mutant_right })
            } else {
                parse_quote!({ mutant_left #other mutant_right })
            };
            chosen = parse_quote!(if #switch #mutated else #chosen);
        }
        if assigns && let Some(switch) = self.switch(span, &format!("{name} left out")) {
            chosen = parse_quote!(if #switch {} else #chosen);
        }
        *expr = if assigns {
            parse_quote!({ let mutant_right = #right; #chosen })
        } else if lazy {
            parse_quote!((#chosen))
        } else if compares {
            parse_quote!(({ let mutant_left = &(#left); let mutant_right = &(#right); #chosen }))
        } else {
            parse_quote!(({ let mutant_left = #left; let mutant_right = #right; #chosen }))
        };
    }

    fn function(&mut self, signature: &Signature, block: &mut Block) {
        let mut results: Vec<Expr> = Vec::new();
        match &signature.output {
            ReturnType::Default => results.push(parse_quote!(())),
            ReturnType::Type(_, kind) => match kind.to_token_stream().to_string().as_str() {
                "f32" | "f64" => results.extend([parse_quote!(0.0), parse_quote!(1.0)]),
                "bool" => results.extend([parse_quote!(true), parse_quote!(false)]),
                "u32" | "u64" | "usize" | "i64" => results.extend([parse_quote!(0), parse_quote!(1)]),
                text if text.starts_with("Option") => results.push(parse_quote!(None)),
                text if defaults(text) => results.push(parse_quote!(Default::default())),
                _ => {}
            },
        }
        for result in results {
            let what = format!("nothing but {}", result.to_token_stream());
            if let Some(switch) = self.switch(signature.ident.span(), &what) {
                block.stmts.insert(0, parse_quote!(if #switch { return #result; }));
            }
        }
    }

    fn body(&mut self, signature: &Signature, attributes: &mut Vec<syn::Attribute>, block: &mut Block) {
        // Clones for processors and forced inlining would only make the build slow.
        attributes
            .retain(|attribute| !attribute.path().is_ident("multiversion") && !attribute.path().is_ident("inline"));
        if signature.constness.is_some() {
            return;
        }
        let outer = std::mem::replace(&mut self.within, signature.ident.to_string());
        visit_mut::visit_block_mut(self, block);
        self.function(signature, block);
        self.within = outer;
    }
}

impl VisitMut for Maker<'_> {
    fn visit_item_mut(&mut self, item: &mut Item) {
        match item {
            Item::Const(_) | Item::Static(_) | Item::Macro(_) | Item::Enum(_) | Item::Struct(_) => {}
            Item::Mod(module) if module.attrs.iter().any(|a| a.to_token_stream().to_string().contains("test")) => {}
            _ => visit_mut::visit_item_mut(self, item),
        }
    }

    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        self.body(&function.sig, &mut function.attrs, &mut function.block);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        self.body(&function.sig, &mut function.attrs, &mut function.block);
    }

    fn visit_impl_item_const_mut(&mut self, _: &mut syn::ImplItemConst) {}
    fn visit_pat_mut(&mut self, _: &mut Pat) {}
    fn visit_type_mut(&mut self, _: &mut Type) {}
    fn visit_generic_argument_mut(&mut self, _: &mut syn::GenericArgument) {}
    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}

    fn visit_expr_repeat_mut(&mut self, repeat: &mut syn::ExprRepeat) {
        self.visit_expr_mut(&mut repeat.expr);
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        let Stmt::Expr(expr, Some(_)) = statement else { return visit_mut::visit_stmt_mut(self, statement) };
        let removable = matches!(expr, Expr::Assign(_) | Expr::Call(_) | Expr::MethodCall(_));
        let (span, name) = (expr.span(), expr.to_token_stream().to_string());
        visit_mut::visit_expr_mut(self, expr);
        if removable {
            let name: String = name.chars().take(60).collect();
            if let Some(switch) = self.switch(span, &format!("left out: {name}")) {
                *statement = parse_quote!(if !#switch { #expr; });
            }
        } else if matches!(expr, Expr::Binary(_)) {
            self.binary(expr);
        }
    }

    fn visit_expr_if_mut(&mut self, branch: &mut syn::ExprIf) {
        let negated = !matches!(*branch.cond, Expr::Binary(_)) && !has_let(&branch.cond);
        let span = branch.cond.span();
        visit_mut::visit_expr_if_mut(self, branch);
        if negated && let Some(switch) = self.switch(span, "condition negated") {
            let condition = &branch.cond;
            branch.cond = parse_quote!((#switch != (#condition)));
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        match expr {
            Expr::Binary(_) => self.binary(expr),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) => {
                let (op, inner) = (unary.op, &unary.expr);
                let name = op.to_token_stream().to_string();
                let inner = inner.clone();
                if let Some(switch) = self.switch(op.span(), &format!("{name} left out")) {
                    *expr = parse_quote!(({ let inner = #inner; if #switch { inner } else { #op inner } }));
                }
            }
            Expr::Lit(literal) => {
                let (span, text) = (literal.span(), literal.to_token_stream().to_string());
                let one: Expr = match &literal.lit {
                    Lit::Float(_) => parse_quote!(1.0),
                    Lit::Int(_) => parse_quote!(1),
                    _ => return,
                };
                let literal = literal.clone();
                if let Some(switch) = self.switch(span, &format!("{text} becomes {text} + 1")) {
                    *expr = parse_quote!((if #switch { #literal + #one } else { #literal }));
                }
            }
            _ => {}
        }
    }
}

/// Whether a result has an empty one.
fn defaults(kind: &str) -> bool {
    kind.starts_with("Lanes <")
        || kind.starts_with("Vec <")
        || (kind.starts_with("[Lanes <") || kind.starts_with("[f"))
        || kind.starts_with("(Lanes")
        || kind.starts_with("(Vec")
}

fn assigns(op: &BinOp) -> bool {
    others(op).first().is_some_and(|other| other.to_token_stream().to_string().ends_with('='))
        && !matches!(op, BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) | BinOp::Eq(_) | BinOp::Ne(_))
}

/// What an operator is taken for.
fn others(op: &BinOp) -> Vec<BinOp> {
    match op {
        BinOp::Add(_) => vec![parse_quote!(-), parse_quote!(*)],
        BinOp::Sub(_) => vec![parse_quote!(+), parse_quote!(/)],
        BinOp::Mul(_) => vec![parse_quote!(+), parse_quote!(/)],
        BinOp::Div(_) => vec![parse_quote!(*), parse_quote!(%)],
        BinOp::Rem(_) => vec![parse_quote!(*), parse_quote!(/)],
        BinOp::And(_) => vec![parse_quote!(||)],
        BinOp::Or(_) => vec![parse_quote!(&&)],
        BinOp::BitAnd(_) => vec![parse_quote!(|), parse_quote!(^)],
        BinOp::BitOr(_) => vec![parse_quote!(&), parse_quote!(^)],
        BinOp::BitXor(_) => vec![parse_quote!(&), parse_quote!(|)],
        BinOp::Shl(_) => vec![parse_quote!(>>)],
        BinOp::Shr(_) => vec![parse_quote!(<<)],
        BinOp::Lt(_) => vec![parse_quote!(<=), parse_quote!(>=)],
        BinOp::Le(_) => vec![parse_quote!(<), parse_quote!(>)],
        BinOp::Gt(_) => vec![parse_quote!(>=), parse_quote!(<=)],
        BinOp::Ge(_) => vec![parse_quote!(>), parse_quote!(<)],
        BinOp::Eq(_) => vec![parse_quote!(!=)],
        BinOp::Ne(_) => vec![parse_quote!(==)],
        BinOp::AddAssign(_) => vec![parse_quote!(-=)],
        BinOp::SubAssign(_) => vec![parse_quote!(+=)],
        BinOp::MulAssign(_) => vec![parse_quote!(+=)],
        BinOp::DivAssign(_) => vec![parse_quote!(*=)],
        BinOp::BitAndAssign(_) => vec![parse_quote!(|=)],
        BinOp::BitOrAssign(_) => vec![parse_quote!(&=), parse_quote!(^=)],
        BinOp::BitXorAssign(_) => vec![parse_quote!(|=)],
        _ => Vec::new(),
    }
}

/// Whether a condition binds a name.
fn has_let(expr: &Expr) -> bool {
    struct Finder(bool);
    impl Visit<'_> for Finder {
        fn visit_expr_let(&mut self, _: &syn::ExprLet) {
            self.0 = true;
        }
    }
    let mut finder = Finder(false);
    finder.visit_expr(expr);
    finder.0
}
