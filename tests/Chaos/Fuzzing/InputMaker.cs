using System.Text;

namespace OrleansOrders.Chaos;

/// <summary>The parsers of external bytes, by their content.</summary>
enum FuzzKind
{
    Order,
    OrderWithoutFallback,
    PaymentResult,
    PaymentRequest,
    OrderRequest,
    StockCount,
    StockAdjustment,
    KnownItemAdjustment,
}

/// <summary>One input, determined by seed and index alone.</summary>
sealed record FuzzInput(int Seed, long Index, FuzzKind Kind, byte[] Bytes)
{
    /// <summary>The command that repeats it.</summary>
    public override string ToString() => FormattableString.Invariant($"--fuzz 1 --seed {Seed} --first {Index} ({Kind}, base64 {Convert.ToBase64String(Bytes.AsSpan(0, Math.Min(Bytes.Length, 3_000)))})");
}

/// <summary>Makes inputs: mostly bodies with errors, some of them changed byte by byte, and some noise.</summary>
static class InputMaker
{
    static readonly FuzzKind[] Kinds =
    [
        .. Enum.GetValues<FuzzKind>(),

        // Orders have the most fields.
        FuzzKind.Order, FuzzKind.Order, FuzzKind.Order, FuzzKind.OrderWithoutFallback,
    ];

    public static FuzzInput Make(int seed, long index)
    {
        var random = new Random(unchecked((int)(((uint)seed * 0x9E3779B9u) ^ ((uint)(index ^ (index >> 32)) * 0x85EBCA6Bu))));
        var kind = Kinds[random.Next(Kinds.Length)];
        return new(seed, index, kind, Bytes(kind, random));
    }

    static byte[] Bytes(FuzzKind kind, Random random)
    {
        if (random.Next(20) == 0) return Noise(random);
        var body = Encoding.UTF8.GetBytes(new BodyMaker(random).Make(kind));
        if (random.Next(3) == 0) body = ByteMutations.Apply(body, random);
        return random.Next(4_000) == 0 ? Padded(body, random) : body;
    }

    static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(200)];
        random.NextBytes(noise);
        return noise;
    }

    // Around the maximum size of a body.
    static byte[] Padded(byte[] body, Random random)
    {
        var padded = new byte[Contracts.JsonLimits.MaxBytes - 2 + random.Next(5)];
        if (body.Length > padded.Length) return body;
        padded.AsSpan().Fill((byte)' ');
        body.CopyTo(padded, 0);
        return padded;
    }
}

/// <summary>Random changes of bytes.</summary>
static class ByteMutations
{
    const int MostChanges = 4;

    static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "-", "1e400", "0.0000000000000000000000000000001", "\\ud800", "\\uDC00", "\\u0000", "\0", "\uFEFF",
            "\"items\"", "\"item\"", "\"amount\"", "\"order_id\"", "\"customer_id\"", "\"data\"", "\"currency\"", "{}", "[]", "*", "#", " ", "\n", "💥", "[[[[[[[[[[[[[[[[[[",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80],
    ];

    public static byte[] Apply(byte[] body, Random random)
    {
        var bytes = new List<byte>(body);
        for (var change = random.Next(1, MostChanges); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 1 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(12), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
                default:
                    var from = random.Next(bytes.Count + 1);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(30), bytes.Count - from)));
                    break;
            }
        }

        return [.. bytes];
    }
}
