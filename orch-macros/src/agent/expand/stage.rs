//! `impl Stage`: the types of the contract, and the call.

use orch_blueprint::Placement;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::call::lent;
use super::undo;
use crate::agent::item::Item;
use crate::agent::model::{Param, Signature};
use crate::agent::options::Options;
use crate::agent::waits;
use crate::checked::checked;
use crate::editor;
use crate::hygiene::Ends;

/// The implementation.
pub(crate) fn stage(item: &Item, signature: &Signature, options: &Options) -> TokenStream {
    let (name, output) = (&item.sig.ident, checked("is_shared", &signature.output));
    let lifetime = lent();
    let arguments = signature.inputs().map(|input| input.checked_argument(&lifetime));
    let owned = signature.inputs().map(|input| input.owned());
    let parameters = parameters(item, signature);
    let args = associated(parameters, &quote_spanned!(parameters.last=> Args<#lifetime>), &quote!((#(#arguments,)*)));
    let owned = associated(parameters, &quote_spanned!(parameters.last=> Owned), &quote!((#(#owned,)*)));
    let returned = Ends::of(&signature.output);
    let output = associated(returned, &quote_spanned!(returned.last=> Output), &output);
    let resources = resources(signature, undo::resources(options).as_ref());
    let (failing, error) = match &signature.error {
        Some(error) => (Ends::of(error), checked("is_shared", error)),
        None => (Ends::at(Span::call_site()), quote!(::orch::__private::NoError)),
    };
    let error = associated(failing, &quote_spanned!(failing.last=> Error), &error);
    let uses_context = signature.params.iter().any(|param| matches!(param, Param::Context));
    let (lend, failure_of, invoke) = (lend(signature), failure_of(signature), invoke(item, signature));
    let (encode, waits) = (encode(), waits::may_wait(item));
    let may_move = options.placement != Placement::Inline;
    let undo = undo::method(signature, options);
    quote! {
        #[diagnostic::do_not_recommend]
        impl ::orch::__private::Stage for #name {
            #args
            #owned
            #output
            #error
            #resources

            const USES_CONTEXT: bool = #uses_context;
            const USES_ENGINE: bool = false;
            const WAITS: bool = #waits;
            const MAY_MOVE: bool = #may_move;

            fn describe() -> ::orch::__private::blueprint::StageRef {
                Self::__stage()
            }

            #lend
            #encode
            #failure_of
            #undo
            #invoke
        }
    }
}

/// Where rustc speaks of all inputs at once: at the parameters, or at the type of the only one.
fn parameters(item: &Item, signature: &Signature) -> Ends {
    let mut inputs = signature.inputs();
    match (inputs.next(), inputs.next()) {
        (Some(only), None) => Ends::of(&only.written),
        _ => Ends::at(item.sig.paren_token.span.join()),
    }
}

fn resources(signature: &Signature, of_undo: Option<&TokenStream>) -> TokenStream {
    let resources: Vec<_> = signature.resources().map(|resource| &resource.ty).collect();
    let place = match resources.is_empty() {
        true => Ends::at(Span::call_site()),
        false => Ends::of(&quote!(#(#resources)*)),
    };
    let all = quote!((#(::orch::__private::Res<#resources>,)* #of_undo));
    associated(place, &quote_spanned!(place.last=> Resources), &all)
}

/// `type Output = Receipt;`, with the place of what rustc may have to say of the user's type: that it is private.
fn associated(place: Ends, name: &TokenStream, ty: &TokenStream) -> TokenStream {
    let begin = quote_spanned!(place.first=> type);
    quote_spanned!(place.last=> #begin #name = #ty;)
}

fn lend(signature: &Signature) -> TokenStream {
    let owned = Ident::new("owned", Span::mixed_site());
    let lent = signature.inputs().enumerate().map(|(index, input)| {
        let index = Literal::usize_unsuffixed(index);
        input.lend(&quote!(#owned.#index))
    });
    let lent: Vec<_> = lent.collect();
    quote! {
        #[allow(unused_variables, unused_imports)]
        #[inline]
        fn lend(#owned: &Self::Owned) -> Self::Args<'_> {
            use ::orch::__private::{GiveByClone as _, GiveNever as _};
            (#(#lent,)*)
        }
    }
}

/// Written where the types are known, because only some pipelines need them to be written at all.
pub(crate) fn encode() -> TokenStream {
    let args = Ident::new("args", Span::mixed_site());
    quote! {
        #[inline]
        fn encode(
            #args: &Self::Args<'_>,
        ) -> ::core::result::Result<::orch::__private::serde_json::Value, ::orch::__private::Failure> {
            use ::orch::__private::private::{ArgumentsRefuse as _, ArgumentsSave as _};
            ::orch::__private::private::MaybeArguments(#args).encode()
        }
    }
}

fn failure_of(signature: &Signature) -> TokenStream {
    let body = match &signature.error {
        Some(error) => quote_spanned!(error.span()=> ::orch::__private::Failure::of::<#error>(error)),
        None => quote!(match *error {}),
    };
    let error = Ident::new("error", signature.error.as_ref().map_or_else(Span::call_site, |error| error.span()));
    quote! {
        fn failure_of(#error: &Self::Error) -> ::orch::__private::Failure {
            #body
        }
    }
}

fn invoke(item: &Item, signature: &Signature) -> TokenStream {
    let function = &item.sig.ident;
    let local = |name: &str| Ident::new(name, Span::mixed_site());
    let (args, cx, resources) = (local("args"), local("cx"), local("resources"));
    let mut input = (0..).map(Literal::usize_unsuffixed);
    let mut resource = (0..).map(Literal::usize_unsuffixed);
    let passed = signature.params.iter().map(|param| match param {
        Param::Input(_) => input.next().map(|index| quote!(#args.#index)),
        Param::Resource(_) => resource.next().map(|index| quote!(&#resources.#index)),
        Param::Context => Some(quote!(#cx)),
    });
    // All at the function's name: rustc asks twice whether the call may go from thread to thread, and tells of one place once.
    let checks = signature.inputs().filter_map(|input| input.check()).filter(|_| !editor::asks());
    let checked = quote_spanned! {function.span()=> ::orch::__private::private::Checked<{ true #(&& #checks)* }>};
    let call = match &signature.error {
        Some(_) => quote_spanned!(function.span()=> runs_on_any_thread_or_fails::<_, #checked, _, _>),
        None => quote_spanned!(function.span()=> runs_on_any_thread::<_, #checked>),
    };
    let attempt = quote_spanned!(function.span()=> ::orch::__private::private::#call(#function(#(#passed),*)));
    let future = quote_spanned! {function.span()=>
        impl ::core::future::Future<Output: ::orch::__private::OrFault<Self::Output, Self::Error>>
            + ::core::marker::Send + 'a
    };
    quote! {
        #[allow(unused_variables)]
        fn invoke<'a, __Engine: ::orch::__private::Engine>(
            #args: Self::Args<'a>,
            #cx: &'a ::orch::__private::Context,
            #resources: &'a Self::Resources,
            _: &'a __Engine,
        ) -> #future {
            #attempt
        }
    }
}
