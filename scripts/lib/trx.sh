# Reads the results that 'dotnet test' writes as trx files. Sourced by test.sh.

# trx_counts FILE prints "passed failed skipped". A skipped test counts in 'total' and not in 'executed'.
trx_counts() {
  awk -v RS='<' '
    /^Counters / {
      total = value("total"); executed = value("executed"); passed = value("passed")
      print passed, executed - passed, total - executed; found = 1; exit
    }
    function value(name,   at, text) {
      at = index($0, " " name "=\"")
      text = substr($0, at + length(name) + 3)
      return substr(text, 1, index(text, "\"") - 1) + 0
    }
    END { if (!found) print 0, 0, 0 }' "$1"
}

# trx_tests FILE OUTCOME prints one line "name: reason" for each test; outcomes are Failed and NotExecuted.
trx_tests() {
  awk -v RS='<' -v outcome="$2" '
    function attribute(name,   at, text) {
      at = index($0, " " name "=\"")
      if (!at) return ""
      text = substr($0, at + length(name) + 3)
      return substr(text, 1, index(text, "\"") - 1)
    }
    function plain(text) {
      gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&#x[0-9A-Fa-f]+;/, " ", text)
      gsub(/&apos;/, "\x27", text); gsub(/&amp;/, "\\&", text); gsub(/[ \t\r\n]+/, " ", text)
      return text
    }
    function done() { if (name != "") print plain(name) ": " (reason == "" ? "no reason given" : plain(reason)); name = ""; reason = "" }
    /^UnitTestResult / { done(); if (attribute("outcome") == outcome) name = attribute("testName") }
    /^\/UnitTestResult/ { done() }
    /^Message>/ { if (name != "" && reason == "") reason = substr($0, 9, 400) }
    /^StdOut>/ { if (name != "" && reason == "" && outcome == "NotExecuted") reason = substr($0, 8, 400) }
    END { done() }' "$1"
}
