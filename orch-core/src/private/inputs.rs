//! The inputs of an agent one by one.

/// A tuple of inputs. Behind the last come units, so that a call with too many arguments is complained about where it
/// stands and not where each argument is checked.
pub trait Inputs {
    /// The first.
    type I0;
    /// The second.
    type I1;
    /// The third.
    type I2;
    /// The fourth.
    type I3;
    /// The fifth.
    type I4;
    /// The sixth.
    type I5;
    /// The seventh.
    type I6;
    /// The eighth.
    type I7;
    /// The ninth.
    type I8;
    /// The tenth.
    type I9;
    /// The eleventh.
    type I10;
    /// The twelfth.
    type I11;
}

macro_rules! inputs {
    ($([$($given:ident)*] [$($unit:ident)*];)*) => {$(
        impl<$($given),*> Inputs for ($($given,)*) {
            $(type $given = $given;)*
            $(type $unit = ();)*
        }
    )*};
}

inputs! {
    [] [I0 I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11];
    [I0] [I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11];
    [I0 I1] [I2 I3 I4 I5 I6 I7 I8 I9 I10 I11];
    [I0 I1 I2] [I3 I4 I5 I6 I7 I8 I9 I10 I11];
    [I0 I1 I2 I3] [I4 I5 I6 I7 I8 I9 I10 I11];
    [I0 I1 I2 I3 I4] [I5 I6 I7 I8 I9 I10 I11];
    [I0 I1 I2 I3 I4 I5] [I6 I7 I8 I9 I10 I11];
    [I0 I1 I2 I3 I4 I5 I6] [I7 I8 I9 I10 I11];
    [I0 I1 I2 I3 I4 I5 I6 I7] [I8 I9 I10 I11];
    [I0 I1 I2 I3 I4 I5 I6 I7 I8] [I9 I10 I11];
    [I0 I1 I2 I3 I4 I5 I6 I7 I8 I9] [I10 I11];
    [I0 I1 I2 I3 I4 I5 I6 I7 I8 I9 I10] [I11];
    [I0 I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11] [];
}
