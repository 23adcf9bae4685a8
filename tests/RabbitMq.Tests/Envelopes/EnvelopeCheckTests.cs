namespace OrleansOrders.RabbitMq.Tests;

public sealed class EnvelopeCheckTests
{
    const int Seeds = 200;
    const int MutationsOfEach = 200;

    public static TheoryData<string> Poisons => [.. PoisonEnvelope.All.Select(poison => poison.Name)];

    [Theory]
    [MemberData(nameof(Poisons))]
    public void What_the_client_cannot_decode_does_not_pass(string name)
    {
        var poison = PoisonEnvelope.All.Single(one => one.Name == name);
        var properties = poison.Properties("id");

        var problem = EnvelopeCheck.Problem(properties);

        Assert.Equal($"the properties cannot be decoded: {poison.Problem}", problem.Describe());
        Assert.Equal(poison.KeepsMessageId ? "id"u8 : default, EnvelopeCheck.SoundMessageId(properties));
    }

    [Fact]
    public void What_is_unusual_and_can_be_decoded_passes()
    {
        byte[][] sound =
        [
            [0, 0],
            RawProperties.Headers([]),
            RawProperties.Headers(RawProperties.Entry("h"u8, 'D', RawProperties.DecimalValue(28, int.MinValue))),
            RawProperties.Headers(RawProperties.Entry("h"u8, 'T', [.. Enumerable.Repeat((byte)0xFF, 8)])),
            RawProperties.Headers(RawProperties.Entry("h"u8, 'S', RawProperties.WithLength([0xFF, 0xFE]))),
            RawProperties.Headers(RawProperties.Entry(""u8, 'V', [])),
            RawProperties.Headers(RawProperties.Nested(EnvelopeCheck.MaxDepth - 1, 'F')),
            RawProperties.Headers(RawProperties.Nested(EnvelopeCheck.MaxDepth - 1, 'A')),
            RawProperties.Headers(RawProperties.Entry("h"u8, 'S', RawProperties.WithLength(new byte[EnvelopeCheck.MaxSize - 13]))),
            RawProperties.Text("message_id", "ü"u8),
        ];

        Assert.All(sound, properties => Assert.Equal(EnvelopeProblem.None, EnvelopeCheck.Problem(properties)));
        Assert.All(sound, properties => AssertCanBeReadAndWritten(properties));
    }

    [Fact]
    public void What_states_a_wrong_length_does_not_pass()
    {
        var sound = RawProperties.Headers(RawProperties.Entry("h"u8, 'S', RawProperties.WithLength("text"u8)), "id");

        Assert.All(Enumerable.Range(0, sound.Length), length => Assert.NotEqual(EnvelopeProblem.None, EnvelopeCheck.Problem(sound.AsSpan(0, length))));
        Assert.Equal(EnvelopeProblem.Malformed, EnvelopeCheck.Problem([.. sound, 0]));
        Assert.Equal(EnvelopeProblem.Malformed, EnvelopeCheck.Problem([0, 1]));
        Assert.Equal(EnvelopeProblem.TooLarge, EnvelopeCheck.Problem(new byte[EnvelopeCheck.MaxSize + 1]));
    }

    [Fact]
    public void Whatever_passes_the_client_decodes_and_encodes_again()
    {
        var passed = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var sound = RandomProperties.Make(random);
            Assert.Equal(EnvelopeProblem.None, EnvelopeCheck.Problem(sound));
            for (var i = 0; i < MutationsOfEach; i++)
            {
                var mutated = RandomProperties.Mutate(sound, random);
                if (EnvelopeCheck.Problem(mutated) is not EnvelopeProblem.None) continue;
                passed++;
                AssertCanBeReadAndWritten(mutated);
            }
        }

        // Otherwise it proves nothing.
        Assert.InRange(passed, Seeds * MutationsOfEach / 10, Seeds * MutationsOfEach * 9 / 10);
    }

    [Fact]
    public void No_bytes_make_the_check_or_the_mark_throw()
    {
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = new byte[random.Next(0, 60)];
            random.NextBytes(bytes);
            var marked = EnvelopeMark.Properties(bytes, bytes.Length, EnvelopeCheck.Problem(bytes));
            var mark = EnvelopeMark.Of(new ReadOnlyBasicProperties(marked));
            Assert.Equal(EnvelopeProblem.None, EnvelopeCheck.Problem(marked));
            Assert.Equal(bytes, mark!.Bytes.ToArray());
        }
    }

    [Fact]
    public void A_mark_carries_the_first_bytes_the_size_and_the_message_id()
    {
        var poison = PoisonEnvelope.All.Single(one => one.Name == "120 KB of headers").Properties("m-1");

        var properties = new ReadOnlyBasicProperties(EnvelopeMark.Properties(poison, poison.Length, EnvelopeProblem.TooLarge));
        var mark = EnvelopeMark.Of(properties)!;

        Assert.Equal("m-1", properties.MessageId);
        Assert.Equal((poison.Length, UndecodedEnvelope.MaxKept, EnvelopeProblem.TooLarge.Describe()), (mark.Size, mark.Bytes.Length, mark.Error));
        Assert.Equal(poison[..UndecodedEnvelope.MaxKept], mark.Bytes.ToArray());
    }

    [Fact]
    public void A_mark_cannot_be_made_by_a_producer()
    {
        Assert.Null(EnvelopeMark.Of(new BasicProperties { Headers = new Dictionary<string, object?> { ["x-undecoded-"] = new byte[5], [$"x-undecoded-{new string('0', 32)}"] = new byte[5] } }));
        Assert.Null(EnvelopeMark.Of(new BasicProperties()));
    }

    static void AssertCanBeReadAndWritten(byte[] properties)
    {
        var written = RandomProperties.Write(new BasicProperties(new ReadOnlyBasicProperties(properties)));
        Assert.Equal(EnvelopeProblem.None, EnvelopeCheck.Problem(written));
        Assert.True(written.Length <= properties.Length, "The copy has grown.");
    }
}
