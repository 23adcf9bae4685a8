using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrleansOrders.Testing;

/// <summary>A new certificate authority, with a certificate for 127.0.0.1.</summary>
public sealed class TestAuthority : IDisposable
{
    readonly X509Certificate2 _root;

    public TestAuthority()
    {
        var (from, to) = (DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=OrleansOrders test authority", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        _root = root.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_root, from, to, [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(key);
        Certificate = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    /// <summary>The certificate for 127.0.0.1, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The authority's certificate, which clients trust.</summary>
    public X509Certificate2Collection Trusted => [_root];

    public string Pem => _root.ExportCertificatePem();

    public void Dispose()
    {
        _root.Dispose();
        Certificate.Dispose();
    }
}
