import ExecutionJournal

/// What a part wrote to both streams.
struct OutputExcerpts {
  var output = ""
  var error = ""

  init(of part: Part, in folder: ExecutionFolder) {
    output = OutputExcerpt.read(folder.path + "/out").text
    error = OutputExcerpt.read(folder.path + "/err").text
  }
}
