using System.Text;

namespace OrleansOrders.Chaos;

/// <summary>Makes inputs: mostly what a parser reads with something wrong in it, some of it changed byte by byte, some of it noise.</summary>
static class InputMaker
{
    static readonly FuzzKind[] Kinds =
    [
        .. Enum.GetValues<FuzzKind>(),

        // Orders have the most to go wrong.
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

    // Around the largest body that is read.
    static byte[] Padded(byte[] body, Random random)
    {
        var padded = new byte[Contracts.JsonLimits.MaxBytes - 2 + random.Next(5)];
        if (body.Length > padded.Length) return body;
        padded.AsSpan().Fill((byte)' ');
        body.CopyTo(padded, 0);
        return padded;
    }
}
