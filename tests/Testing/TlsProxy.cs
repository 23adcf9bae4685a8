using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrleansOrders.Testing;

/// <summary>Speaks TLS to clients and plain TCP to a server, with a certificate of an authority that is made for the occasion.</summary>
public sealed class TlsProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stopping = new();
    readonly ConcurrentBag<Task> _links = [];
    readonly X509Certificate2 _authority;
    readonly X509Certificate2 _certificate;
    readonly Uri _server;
    readonly Task _accepting;

    /// <param name="server">amqp://user:password@host:port/vhost</param>
    public TlsProxy(string server)
    {
        _server = new(server);
        (_authority, _certificate) = Certify();
        Certificates = [_authority];
        _listener.Start();
        ConnectionString = new UriBuilder(server) { Scheme = "amqps", Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri.AbsoluteUri;
        _accepting = Accept();
    }

    /// <summary>amqps://user:password@host:port/vhost</summary>
    public string ConnectionString { get; }

    /// <summary>The authority.</summary>
    public X509Certificate2Collection Certificates { get; }

    /// <summary>The same as PEM.</summary>
    public string Pem => _authority.ExportCertificatePem();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_links);
        _stopping.Dispose();
        _authority.Dispose();
        _certificate.Dispose();
    }

    async Task Accept()
    {
        try
        {
            while (true) _links.Add(Link(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy is stopped.
        }
    }

    async Task Link(TcpClient client)
    {
        using var server = new TcpClient();
        using var _ = client;
        try
        {
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stopping.Token);
            await server.ConnectAsync(_server.Host, _server.Port, _stopping.Token);
            var plain = server.GetStream();
            await Task.WhenAny(secure.CopyToAsync(plain, _stopping.Token), plain.CopyToAsync(secure, _stopping.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // One side is gone, or did not like the other.
        }
    }

    static (X509Certificate2 Authority, X509Certificate2 Server) Certify()
    {
        var (from, to) = (DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=OrleansOrders test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var root = authority.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(root, from, to, [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return (root, X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null));
    }
}
