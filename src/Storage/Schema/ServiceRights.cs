using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Storage;

/// <summary>
/// The rights that a running process needs; the owner, which migrates, has more. <c>docs/database.md</c> grants exactly these.
/// </summary>
public static class ServiceRights
{
    /// <summary>The privileges of each table or view of the schema.</summary>
    internal static readonly (string Relation, string[] Privileges)[] Needed =
    [
        ("schema_migration", ["select"]),
        ("orleansquery", ["select"]),
        ("orders", ["select"]),
        ("inventory", ["select"]),
        ("grain_state", ["select", "insert", "update", "delete"]),
        ("grain_state_open", ["select"]),
        ("grain_state_rest", ["select"]),
        ("item", ["select", "insert", "update"]),
        ("hold", ["select", "insert", "update"]),
        ("adjustment", ["select", "insert"]),
        ("notification", ["select", "insert"]),
        ("notification_seq_seq", ["select"]),
        ("notifications", ["select"]),
        ("idempotency_key", ["select", "insert"]),
        ("cluster_version", ["select", "insert", "update"]),
        ("cluster_member", ["select", "insert", "update", "delete"]),
    ];

    const string MissingSql = """
        select format('grant %s on %I to %I', string_agg(privilege, ', ' order by n), relation, current_user)
        from unnest($1, $2) with ordinality as needed (relation, privilege, n)
        where not has_table_privilege(format('%I.%I', current_schema(), relation), privilege)
        group by relation order by min(n)
        """;

    /// <summary>
    /// Throws <see cref="StorageUnavailableException"/> that lists the missing grants. Requires a database with this version's schema.
    /// </summary>
    public static async Task Check(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var all = Needed.SelectMany(entry => entry.Privileges, (entry, privilege) => (entry.Relation, Privilege: privilege)).ToArray();
        var missing = await dataSource.Query(
            MissingSql,
            command => command
                .WithMany(NpgsqlDbType.Text, Array.ConvertAll(all, right => right.Relation))
                .WithMany(NpgsqlDbType.Text, Array.ConvertAll(all, right => right.Privilege)),
            row => row.GetString(0),
            cancellationToken);
        if (missing.Count == 0) return;
        throw new StorageUnavailableException($"{PostgresErrors.Where(dataSource)} denies this user some of the rights that it needs. As the owner of the tables, run: {string.Join("; ", missing)};");
    }
}
