namespace OrleansOrders.Testing;

static class UniqueName
{
    /// <summary>Lower-case letters, digits and underscores: valid for databases, virtual hosts and folders.</summary>
    public static string Of(string prefix) => $"{prefix}_{Guid.NewGuid():N}"[..Math.Min(prefix.Length + 17, 60)];
}
