namespace OrleansOrders.RabbitMq.Tests;

/// <summary>Properties of all kinds as the client writes them, and changed bytes of them.</summary>
static class RandomProperties
{
    public static byte[] Make(Random random) => Write(new()
    {
        ContentType = Maybe(random, () => Text(random)),
        ContentEncoding = Maybe(random, () => Text(random)),
        Headers = Maybe(random, () => Table(random, 0)),
        DeliveryMode = random.Next(2) == 0 ? default : DeliveryModes.Persistent,
        Priority = (byte)random.Next(3),
        CorrelationId = Maybe(random, () => Text(random)),
        ReplyTo = Maybe(random, () => Text(random)),
        MessageId = Maybe(random, () => Text(random)),
        Timestamp = random.Next(2) == 0 ? default : new(random.NextInt64()),
        Type = Maybe(random, () => Text(random)),
        AppId = Maybe(random, () => Text(random)),
        ClusterId = Maybe(random, () => Text(random)),
    });

    public static byte[] Write(BasicProperties properties)
    {
        var bytes = new byte[((IAmqpWriteable)properties).GetRequiredBufferSize()];
        Assert.Equal(bytes.Length, ((IAmqpWriteable)properties).WriteTo(bytes));
        return bytes;
    }

    /// <summary>One to three changes: a byte, a bit, a byte more or less, two parts exchanged.</summary>
    public static byte[] Mutate(byte[] bytes, Random random)
    {
        var mutated = bytes.ToList();
        for (var i = random.Next(1, 4); i > 0 && mutated.Count > 2; i--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(8))
            {
                case 0: mutated.Insert(at, (byte)random.Next(256)); break;
                case 1: mutated.RemoveAt(at); break;
                case 2: mutated[at] = (byte)"SDFAxTtVlI"[random.Next(10)]; break;
                case 3: mutated[at] ^= (byte)(1 << random.Next(8)); break;
                default: mutated[at] = (byte)random.Next(128); break;
            }
        }

        return [.. mutated];
    }

    static T? Maybe<T>(Random random, Func<T> make)
        where T : class => random.Next(2) == 0 ? null : make();

    static string Text(Random random) => random.Next(4) switch
    {
        0 => "",
        1 => new('ü', random.Next(1, 127)),
        2 => new('x', random.Next(1, 255)),
        _ => $"id-{random.Next()}",
    };

    static Dictionary<string, object?> Table(Random random, int depth) =>
        Enumerable.Range(0, random.Next(5)).ToDictionary(i => $"h{i}{(random.Next(3) == 0 ? "ü" : "")}", _ => Value(random, depth));

    static object? Value(Random random, int depth) => random.Next(depth < 4 ? 16 : 14) switch
    {
        0 => null,
        1 => true,
        2 => random.Next(),
        3 => random.NextInt64(),
        4 => (short)random.Next(),
        5 => (ushort)random.Next(),
        6 => (byte)random.Next(),
        7 => (sbyte)random.Next(),
        8 => random.NextDouble(),
        9 => random.NextSingle(),
        10 => new decimal(random.Next(), 0, 0, false, (byte)random.Next(29)),
        11 => new AmqpTimestamp(random.NextInt64()),
        12 => new BinaryTableValue(new byte[random.Next(9)]),
        13 => Text(random),
        14 => Table(random, depth + 1),
        _ => Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1)).ToList(),
    };
}
