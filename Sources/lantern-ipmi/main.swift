import CPlatform
import Glibc

// The worker that speaks IPMI for lanternd. It takes no arguments: everything comes over the socket that lanternd
// passes as descriptor 3, and when that closes the worker is done.

var socketType: Int32 = 0
var socketTypeLength = socklen_t(MemoryLayout<Int32>.size)
guard
  CommandLine.arguments.count <= 1,
  getsockopt(Channel.descriptor, SOL_SOCKET, SO_TYPE, &socketType, &socketTypeLength) == 0
else {
  complain("lanternd starts this program for boards that name a BMC; by itself it does nothing.")
  exit(2)
}
cplatform_seclude()
_ = cplatform_drop_capabilities()
_ = cplatform_die_with_parent(SIGKILL)
signal(SIGPIPE, SIG_IGN)
cplatform_limit_arenas(1)
Worker().run()
