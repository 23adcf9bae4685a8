namespace OrleansOrders.Chaos;

/// <summary>One input, which seed and index alone decide.</summary>
sealed record FuzzInput(int Seed, long Index, FuzzKind Kind, byte[] Bytes)
{
    /// <summary>How to see it again.</summary>
    public override string ToString() => FormattableString.Invariant($"--fuzz 1 --seed {Seed} --first {Index} ({Kind}, base64 {Convert.ToBase64String(Bytes.AsSpan(0, Math.Min(Bytes.Length, 3_000)))})");
}
