using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Floor;

/// <summary>One parameter of a statement that takes a value of each entry, as an array.</summary>
sealed record Column<T>(NpgsqlParameter Parameter, Action<List<T>> Fill);

/// <summary>Makes columns.</summary>
static class Column
{
    public static Column<T> Of<T, TValue>(NpgsqlDbType type, Func<T, TValue> value)
    {
        var parameter = new NpgsqlParameter<TValue[]> { NpgsqlDbType = NpgsqlDbType.Array | type };
        return new(parameter, batch => parameter.TypedValue = [.. batch.Select(value)]);
    }
}
