using System.Globalization;
using System.Text.Json.Serialization;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>The units that one order line wants: 1 to 1,000,000.</summary>
[GenerateSerializer, Immutable, JsonConverter(typeof(QuantityJsonConverter))]
public readonly record struct Quantity
{
    /// <summary>The smallest quantity of a line.</summary>
    public const int Min = 1;

    /// <summary>The largest quantity of a line, in units.</summary>
    public const int Max = 1_000_000;

    [Id(0)]
    readonly int _units;

    Quantity(int units) => _units = units;

    /// <summary>The number of units. Throws for <c>default</c>, which is not a quantity.</summary>
    public int Units => _units > 0 ? _units : throw new InvalidOperationException("An unset Quantity was used.");

    /// <summary>Whether <paramref name="units"/> is in range.</summary>
    public static bool TryCreate(long units, out Quantity quantity)
    {
        var valid = units is >= Min and <= Max;
        quantity = valid ? new Quantity((int)units) : default;
        return valid;
    }

    /// <summary>A quantity of <paramref name="units"/>; throws <see cref="ArgumentOutOfRangeException"/> outside 1..1,000,000.</summary>
    public static Quantity Of(int units) =>
        TryCreate(units, out var quantity) ? quantity : throw new ArgumentOutOfRangeException(nameof(units), units, "A quantity is 1 to 1,000,000.");

    /// <inheritdoc />
    public override string ToString() => _units.ToString(CultureInfo.InvariantCulture);
}
