using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansOrders.Testing;

/// <summary>Ports below the kernel's range for outgoing connections, so that a port stays free while its process restarts.</summary>
public static class FreePort
{
    // A caller may listen on its port only later.
    static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Find()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = Random.Shared.Next(10000, 20000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (Given.TryAdd(port, true)) return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }

        throw new InvalidOperationException("No free port between 10000 and 20000 on 127.0.0.1.");
    }
}
