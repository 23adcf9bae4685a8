using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Api;

/// <summary>The client to which limits apply: its remote address, or for IPv6 its /64 network, which is usually one subscriber.</summary>
readonly record struct Caller(IPAddress Address)
{
    const int SubscriberBytes = 8;

    public bool IsLoopback => IPAddress.IsLoopback(Address);

    public static Caller Of(HttpContext context) => Of(context.Connection.RemoteIpAddress ?? IPAddress.None);

    public static Caller Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return new(address.MapToIPv4());
        if (address.AddressFamily is not AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) return new(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[SubscriberBytes..].Clear();
        return new(new IPAddress(bytes));
    }
}
