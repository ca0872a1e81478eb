/// What may stand where the user is typing.
enum CompletionOffer: Equatable {
  /// One of these words.
  case words([CompletionWord])
  /// A file; the shell knows better what there is.
  case files
  /// A directory.
  case directories

  static let nothing = CompletionOffer.words([])

  /// How the shell's script is told which of them it is.
  var kind: String {
    switch self {
    case .words: "words"
    case .files: "files"
    case .directories: "directories"
    }
  }
}

/// A word that may stand there, and what is said of it where the shell shows that.
///
/// Neither holds a line end, a tab or another control character.
struct CompletionWord: Equatable {
  var text: String
  var remark = ""
}
