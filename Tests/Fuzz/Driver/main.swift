// libFuzzer over one of the fuzz targets. usage: fuzz TARGET [OPTION-OR-CORPUS-OF-LIBFUZZER...]

import CLibFuzzer
import Glibc

let names = FuzzTarget.allCases.map(\.rawValue)
guard CommandLine.argc >= 2, let target = FuzzTarget(rawValue: CommandLine.arguments[1]) else {
  print("usage: fuzz TARGET [OPTION-OR-CORPUS-OF-LIBFUZZER...]; TARGET is one of: \(names.joined(separator: ", "))")
  exit(2)
}

// What libFuzzer calls knows no context, so the target stands in a global; it reads its own arguments after it.
let chosen = target
var count = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
let status = LLVMFuzzerRunDriver(&count, &arguments) { start, size in
  do throws(Violation) {
    try chosen.run(UnsafeRawBufferPointer(start: start, count: size))
  } catch {
    print("VIOLATION: \(error)")
    fflush(nil)
    abort()
  }
  return 0
}
exit(status)
