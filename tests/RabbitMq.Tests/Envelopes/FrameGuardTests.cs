using System.Buffers.Binary;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class FrameGuardTests
{
    static readonly byte[] Sound = Frame(2, Header(1_000, RawProperties.Headers(RawProperties.Entry("h"u8, 't', [1]), "sound")));
    static readonly byte[] Other = [.. Frame(1, [0, 60, 0, 60, 1, 2, 3]), .. Frame(8, []), .. Frame(3, new byte[70_000])];

    readonly List<EnvelopeProblem> _marked = [];

    [Fact]
    public void Frames_that_are_sound_pass_as_they_are_however_they_come()
    {
        byte[] all = [.. Other, .. Sound, .. Other, .. Frame(2, Header(0, [0, 0])), .. Sound, .. "AMQP"u8, 0, 0, 9, 1, 1, 2, 3];

        for (var seed = 0; seed < 50; seed++) Assert.True(all.AsSpan().SequenceEqual(Passed(all, new(seed))), $"Seed {seed}: not as it came.");
        Assert.Empty(_marked);
    }

    [Fact]
    public void A_frame_that_is_not_is_marked_and_its_neighbours_pass()
    {
        foreach (var poison in PoisonEnvelope.All)
        {
            var properties = poison.Properties("m-1");
            var marked = EnvelopeMark.Properties(properties, properties.Length, EnvelopeCheck.Problem(properties));
            byte[] came = [.. Other, .. Frame(2, Header(70_000, properties)), .. Other, .. Sound, .. Frame(2, Header(0, properties))];
            byte[] expected = [.. Other, .. Frame(2, Header(70_000, marked)), .. Other, .. Sound, .. Frame(2, Header(0, marked))];

            for (var seed = 0; seed < 10; seed++)
                Assert.True(expected.AsSpan().SequenceEqual(Passed(came, new(seed))), $"{poison}, seed {seed}: not as expected.");
        }

        Assert.Equal(PoisonEnvelope.All.Count * 20, _marked.Count);
    }

    [Fact]
    public void A_header_larger_than_any_buffer_is_marked_without_being_kept()
    {
        var properties = RawProperties.Headers(RawProperties.Entry("h"u8, 'S', RawProperties.WithLength(new byte[5_000_000])), "m-1");
        byte[] came = [.. Other, .. Frame(2, Header(7, properties)), .. Sound];

        for (var seed = 0; seed < 10; seed++)
        {
            var passed = Passed(came, new(seed));
            var frame = passed.AsSpan(Other.Length);
            var size = BinaryPrimitives.ReadInt32BigEndian(frame[3..]);
            var mark = EnvelopeMark.Of(new ReadOnlyBasicProperties(frame.Slice(19, size - 12)))!;
            Assert.Equal(properties.Length, mark.Size);
            Assert.Equal(7, BinaryPrimitives.ReadInt64BigEndian(frame[11..]));
            Assert.True(frame[(size + 8)..].SequenceEqual(Sound));
        }

        Assert.All(_marked, problem => Assert.Equal(EnvelopeProblem.TooLarge, problem));
    }

    [Fact]
    public void What_is_known_to_pass_is_not_held_back()
    {
        var guard = new FrameGuard(_marked.Add);
        var body = Frame(3, new byte[100]);
        var into = new byte[1_000];

        Assert.Equal(50, Give(guard, body.AsSpan(0, 50), into));
        Assert.Equal(58, Give(guard, [.. body.AsSpan(50), .. Sound.AsSpan(0, Sound.Length - 1)], into));
        Assert.Equal(Sound.Length, Give(guard, Sound.AsSpan(Sound.Length - 1), into));
        Assert.Equal(Sound, into[..Sound.Length]);
    }

    byte[] Passed(byte[] came, Random random)
    {
        var guard = new FrameGuard(_marked.Add);
        var passed = new List<byte>();
        var into = new byte[random.Next(1, 2) * random.Next(1, 100_000)];
        for (var at = 0; at < came.Length;)
        {
            Assert.False(guard.Free.IsEmpty, "Nothing more can come.");
            var count = Math.Min(random.Next(4) == 0 ? random.Next(1, 20) : random.Next(1, 150_000), Math.Min(guard.Free.Length, came.Length - at));
            came.AsSpan(at, count).CopyTo(guard.Free.Span);
            guard.Received(count);
            at += count;
            while (guard.Take(into) is > 0 and var taken) passed.AddRange(into.AsSpan(0, taken));
        }

        return [.. passed];
    }

    static int Give(FrameGuard guard, ReadOnlySpan<byte> bytes, byte[] into)
    {
        bytes.CopyTo(guard.Free.Span);
        guard.Received(bytes.Length);
        return guard.Take(into);
    }

    static byte[] Header(long bodySize, byte[] properties)
    {
        var payload = new byte[12 + properties.Length];
        payload[1] = 60;
        BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(4), bodySize);
        properties.CopyTo(payload, 12);
        return payload;
    }

    static byte[] Frame(byte type, byte[] payload)
    {
        var frame = new byte[payload.Length + 8];
        frame[0] = type;
        frame[2] = 1;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(3), payload.Length);
        payload.CopyTo(frame, 7);
        frame[^1] = 0xCE;
        return frame;
    }
}
