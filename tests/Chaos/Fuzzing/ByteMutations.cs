using System.Text;

namespace OrleansOrders.Chaos;

/// <summary>Changes that know nothing of what the bytes mean.</summary>
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
