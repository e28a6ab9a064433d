// Terminal.swift: what the terminal behind a descriptor can do.

internal import Glibc

/// The terminal behind a descriptor, if there is one.
enum Terminal {
  /// How wide a terminal is that doesn't say.
  private static let usualColumns = 80
  /// How high it is then.
  private static let usualRows = 24

  /// It is a terminal that can draw over a line.
  static func canRedraw(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && getenv("TERM").map { strcmp($0, "dumb") != 0 } ?? false
  }

  /// How many characters a line has now.
  static func columns(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return usualColumns }
    return Int(size.ws_col)
  }

  /// How many lines there are now.
  static func rows(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return usualRows }
    return Int(size.ws_row)
  }
}
