using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace OrleansOrders.Storage;

/// <summary>One numbered step of the schema; its text never changes after its release.</summary>
sealed record Migration(int Number, string Name, string Sql)
{
    const string Folder = ".Schema.Migrations.";

    /// <summary>
    /// SHA-256 of the text with normalised line ends, in hex: a checkout with other line ends does not count as a change.
    /// </summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations embedded in this assembly, in order.</summary>
    public static IReadOnlyList<Migration> Embedded()
    {
        var assembly = typeof(Migration).Assembly;
        var files = assembly.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal));
        return [.. files.Select(name => Read(assembly, name)).OrderBy(migration => migration.Number)];
    }

    static Migration Read(Assembly assembly, string resource)
    {
        var file = resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return new(int.Parse(file.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), file[5..^4], reader.ReadToEnd());
    }
}

/// <summary>The database's schema does not match this version. The message is one line and says what to do.</summary>
public sealed class MigrationException : Exception
{
    /// <summary>With a default message.</summary>
    public MigrationException()
        : base("The database's schema does not fit this version.")
    {
    }

    /// <summary>With a message.</summary>
    public MigrationException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public MigrationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
