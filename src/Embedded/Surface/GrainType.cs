namespace Orleans.Runtime;

/// <summary>The name of a grain class: its name in lower case, without a trailing "grain".</summary>
public readonly struct GrainType : IEquatable<GrainType>
{
    readonly IdSpan _value;

    public GrainType(IdSpan id) => _value = id;

    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new GrainType(IdSpan.Create(value));
    }

    public bool Equals(GrainType obj) => _value.Equals(obj._value);

    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();

    public override string ToString() => _value.ToString();

    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
