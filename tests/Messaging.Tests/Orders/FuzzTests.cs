using System.Text;
using OrleansOrders.Domain;

namespace OrleansOrders.Messaging.Tests.Orders;

/// <summary>No bytes whatever make a parser throw, and what it lets through is a sound order.</summary>
public sealed class FuzzTests
{
    const int Inputs = 120_000;

    static readonly byte[][] Seeds =
    [
        .. new[]
        {
            """{"order_id":"o-1","customer_id":"c-1","currency":"EUR","payment_token":"tok_1","items":[{"sku":"burger","quantity":2,"price":7.5}]}""",
            """{"student_id":"s123","item":"burger","qty":2,"price":1e0}""",
            """{"customer_email":"a@b.c","amount":49.90,"currency":"usd","at":"2026-01-02T03:04:05Z"}""",
            """{"type":"OrderPlaced","data":{"user_id":"u\u0041","items":[{"item_id":"x","qty":1},{"item_id":"y","qty":1}]}}""",
            """{"order_id":"o-1","customer_id":"c-1","status":"failed","total_amount":5,"currency":"USD","failure":{"reason":"out_of_stock","shortages":[{"sku":"a","wanted":2,"available":1}]}}""",
            """{"sku":"a","delta":-5,"adjustment_id":"x","reason":"caf\u00e9 \ud83d\ude00"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "-", "1e400", "0.0000000000000000000000000000001", "\\ud800", "\\u0000", "\0", "\uFEFF",
            "\"items\"", "\"item\"", "\"amount\"", "\"order_id\"", "\"customer_id\"", "\"data\"", "\"currency\"", "{}", "[]", "*", "#", " ", "\n", "💥", "[[[[[[[[[[[[[[[[[[",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80],
    ];

    [Fact]
    public void No_bytes_make_a_parser_throw()
    {
        var random = new Random(20260102);
        var (valid, invalid) = (0, 0);
        for (var i = 0; i < Inputs; i++)
        {
            var body = Mutate(Seeds[random.Next(Seeds.Length)], random);
            try
            {
                var sound = IsSound(OrderParser.Parse(body, i % 2 == 0 ? Parsing.Fallback : null));
                _ = sound ? valid++ : invalid++;
                ParseMessage(i % 5, body);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Input {i}: {Convert.ToBase64String(body)}", e);
            }
        }

        // Both ways must have been taken often, or the mutations were too weak or too strong to say anything.
        Assert.InRange(valid, Inputs / 50, Inputs);
        Assert.InRange(invalid, Inputs / 4, Inputs);
    }

    static object ParseMessage(int kind, byte[] body) => kind switch
    {
        0 => MessageParser.ParsePaymentResult(body),
        1 => MessageParser.ParsePaymentRequest(body),
        2 => MessageParser.ParseOrderRequest(body),
        3 => MessageParser.ParseStockAdjustment(body, null),
        _ => MessageParser.ParseNotice(body),
    };

    static bool IsSound(OrderParse parse)
    {
        if (parse is OrderParse.Invalid invalid)
        {
            Assert.InRange(invalid.Errors.Length, 1, JsonLimits.MaxErrors + 1);
            Assert.NotEmpty(FieldErrors.Describe(invalid.Errors));
            return false;
        }

        var order = Assert.IsType<OrderParse.Valid>(parse).Order;
        Assert.True(Identifier.IsValid(order.OrderId.Value) && Identifier.IsValid(order.CustomerId.Value));
        Assert.Equal(order.Lines.IsEmpty ? order.Total.Amount : order.Lines.Sum(line => line.Quantity.Units * line.Price), order.Total.Amount);
        return true;
    }

    static byte[] Mutate(byte[] seed, Random random)
    {
        var body = new List<byte>(seed);
        for (var change = random.Next(4); change > 0; change--)
        {
            var at = random.Next(body.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < body.Count: body[at] = (byte)random.Next(256); break;
                case 1 when at < body.Count: body[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: body.RemoveRange(at, Math.Min(random.Next(12), body.Count - at)); break;
                case 3: body.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
                default:
                    var from = random.Next(body.Count + 1);
                    body.InsertRange(at, body.GetRange(from, Math.Min(random.Next(30), body.Count - from)));
                    break;
            }
        }

        return [.. body];
    }
}
