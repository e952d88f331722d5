//! What agents need from the application: clients, pools, configuration.

use std::ops::Deref;
use std::sync::Arc;

/// Gives a resource of type `T`. `#[derive(Resources)]` implements it for every field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` provides no `{T}`, which an agent of this pipeline needs",
    label = "`{T}` is missing here",
    note = "add a field of type `Arc<{T}>` to the struct with `#[derive(Resources)]` and pass it with `.resources(&app)`",
    note = "[orch::E20] docs/codes/E20.md"
)]
pub trait Provide<T> {
    /// The resource, shared.
    fn provide(&self) -> Arc<T>;
}

/// What a field of `#[derive(Resources)]` may be, if it is no `Arc`: each agent gets a clone of it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not `Clone`, so agents can share it in an `Arc` only: write `Arc<{Self}>`; they go on taking `&{Self}` ([orch::E20] docs/codes/E20.md)"
)]
pub trait Lend: Sized {
    /// A shared clone.
    fn lend(&self) -> Arc<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> Lend for T {
    fn lend(&self) -> Arc<T> {
        Arc::new(self.clone())
    }
}

/// The application of those who need nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoResources;

/// One resource, as agents hold it.
#[derive(Debug)]
pub struct Res<T>(pub Arc<T>);

impl<T> Clone for Res<T> {
    fn clone(&self) -> Self {
        Res(Arc::clone(&self.0))
    }
}

impl<T> Deref for Res<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// A set of resources that can be taken from an application of type `A`.
pub trait ResourceSet<A> {
    /// Takes them.
    fn collect(app: &A) -> Self;
}

impl<A, T> ResourceSet<A> for Res<T>
where
    A: Provide<T>,
{
    fn collect(app: &A) -> Self {
        Res(app.provide())
    }
}

macro_rules! tuples {
    ($($($name:ident)*;)*) => {$(
        impl<A, $($name: ResourceSet<A>),*> ResourceSet<A> for ($($name,)*) {
            #[allow(unused_variables, clippy::unused_unit)]
            fn collect(app: &A) -> Self {
                ($($name::collect(app),)*)
            }
        }
    )*};
}

tuples! {
    ;
    T1;
    T1 T2;
    T1 T2 T3;
    T1 T2 T3 T4;
    T1 T2 T3 T4 T5;
    T1 T2 T3 T4 T5 T6;
    T1 T2 T3 T4 T5 T6 T7;
    T1 T2 T3 T4 T5 T6 T7 T8;
    T1 T2 T3 T4 T5 T6 T7 T8 T9;
}
