// The functions that every text for the desktop goes through. A test finds them by name in the source, so they are called
// with literals only: without `+`, and without anything but what they name here.

/// The phrase in the current language; in English where that has no translation of it.
///
/// - Parameter context: tells apart what is one word in English and several elsewhere.
func tr(_ phrase: Phrase, in context: String? = nil) -> String {
  let language = Language.spoken
  guard language != .english, let found = Catalogue.of(language).translation(of: phrase.key, in: context)
  else { return phrase.english }
  return phrase.filled(found)
}

/// The phrase for that many of something, in the form that the current language has for the number.
///
/// - Parameter context: tells apart what is one word in English and several elsewhere.
func tr(_ count: some BinaryInteger, one: Phrase, many: Phrase, in context: String? = nil) -> String {
  let language = Language.spoken
  let english = count == 1 ? one : many
  guard language != .english,
    let found = Catalogue.of(language).translation(of: one.key, count: UInt64(clamping: count), in: context)
  else { return english.english }
  return english.filled(found)
}
