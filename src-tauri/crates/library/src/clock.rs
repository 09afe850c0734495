//! What time it is. A value, so that pictures and tests can be made at any hour.

use jiff::{Zoned, civil};

/// Tells the time in the writer's zone.
#[derive(Debug, Clone)]
pub struct Clock(Option<Zoned>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Clock(None)
    }

    /// A clock that stands still.
    pub fn standing(at: Zoned) -> Self {
        Clock(Some(at))
    }

    /// Now.
    pub fn now(&self) -> Zoned {
        self.0.clone().unwrap_or_else(Zoned::now)
    }

    /// Today.
    pub fn today(&self) -> civil::Date {
        self.now().date()
    }

    /// Now, as `10:42`.
    pub fn time(&self) -> String {
        self.now().strftime("%H:%M").to_string()
    }
}
