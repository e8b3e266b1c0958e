import NIOCore

extension ChannelOption where Self == ChannelOptions.Types.SocketOption {
  /// Of a socket on an IPv6 address: an IPv4 address is served when it is named, not because an IPv6 one is.
  static var onlyIPv6: Self { ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only) }
}
