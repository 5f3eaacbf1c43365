//! National returns read and written: rows and findings. Pure over the bytes it is given.
