using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using OrleansOrders.Api;
using OrleansOrders.Bridge;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;
using OrleansOrders.Storage;

namespace OrleansOrders.Silo.Tests;

/// <summary>
/// Defaults and bounds of settings in <c>docs</c> are generated from the options, in tables and in sentences. <c>UPDATE_DOCS=1</c> writes them, otherwise
/// the test fails with the difference.
/// </summary>
public sealed partial class SettingTablesTests
{
    /// <summary>Options by section, and whether the documents have to list all of their settings.</summary>
    static readonly Dictionary<string, (object Defaults, bool AllListed)> Sections = new()
    {
        [ApiOptions.Section] = (new ApiOptions(), false),
        [ClusterSettings.Section] = (new ClusterSettings(), true),
        [ConnectionOptions.Section] = (new ConnectionOptions(), true),
        [DeadLetterOptions.Section] = (new DeadLetterOptions(), false),
        [InventoryOptions.Section] = (new InventoryOptions(), true),
        [NotificationStreamOptions.Section] = (new NotificationStreamOptions(), true),
        [OrderOptions.Section] = (new OrderOptions(), false),
        [PaymentOptions.Section] = (new PaymentOptions(), true),
        [RabbitMqOptions.Section] = (new RabbitMqOptions(), false),
        [RateLimitOptions.Section] = (new RateLimitOptions(), true),
        [ReconcilerOptions.Section] = (new ReconcilerOptions(), true),
        [StorageOptions.Section] = (new StorageOptions(), false),
    };

    /// <summary>Defaults that depend on another setting.</summary>
    static readonly Dictionary<string, string> InWords = new() { ["Http:MaxConnectionsPerAddress"] = "nine tenths of all" };

    [Fact]
    public void The_documents_give_the_defaults_and_bounds_of_the_options()
    {
        var listed = new HashSet<string>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md"))
        {
            var text = File.ReadAllText(path);
            var generated = Mention().Replace(Row().Replace(text, row => Filled(row, listed)), mention => mention.Groups["before"].Value + Default(mention.Groups["name"].Value));
            if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1") File.WriteAllText(path, generated);
            else Assert.Equal(generated.Split('\n'), text.Split('\n'));
        }

        var all = from section in Sections where section.Value.AllListed from setting in section.Value.Defaults.GetType().GetProperties() where setting.CanWrite select $"{section.Key}:{setting.Name}";
        Assert.Empty(all.Except(listed));
    }

    /// <summary>A row of settings with their defaults and, where the table has that column, their bounds.</summary>
    static string Filled(Match row, HashSet<string> listed)
    {
        string[] names = [.. row.Groups["name"].Captures.Select(name => name.Value)];
        if (!names.All(name => Sections.ContainsKey(name.Split(':')[0]))) return row.Value;
        listed.UnionWith(names);
        var bounds = row.Groups["bounds"].Success ? $"{Bounds(Setting(names[0]))} | " : "";
        return $"| {string.Join(", ", names.Select(name => $"`{name}`"))} | {string.Join(", ", names.Select(Default))} | {bounds}{row.Groups["rest"].Value}";
    }

    static string Default(string name)
    {
        if (InWords.TryGetValue(name, out var words)) return words;
        var setting = Setting(name);
        return setting.Name.EndsWith("Port", StringComparison.Ordinal) ? $"{setting.GetValue(Defaults(name))}" : Shown(setting.GetValue(Defaults(name))!);
    }

    static string Bounds(PropertyInfo setting)
    {
        var range = setting.GetCustomAttribute<RangeAttribute>() ?? throw new InvalidOperationException($"{setting.Name} has no bounds.");
        return $"{Bound(range.Minimum)} to {Bound(range.Maximum)}";

        string Bound(object bound) => Shown(bound is string text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : bound);
    }

    static object Defaults(string name) => Sections[name.Split(':')[0]].Defaults;

    static PropertyInfo Setting(string name) => Defaults(name).GetType().GetProperty(name.Split(':')[1]) ?? throw new InvalidOperationException($"There is no setting '{name}'.");

    static string Shown(object value) => value switch
    {
        TimeSpan time when time >= TimeSpan.FromMinutes(1) && time.Ticks % TimeSpan.TicksPerMinute == 0 => $"{time.TotalMinutes} min",
        TimeSpan time when time == TimeSpan.Zero || (time >= TimeSpan.FromSeconds(1) && time.Ticks % TimeSpan.TicksPerSecond == 0) => $"{time.TotalSeconds} s",
        TimeSpan time => $"{time.TotalMilliseconds} ms",
        bool yes => yes ? "true" : "false",
        1e12 or 1_000_000_000_000L => "10¹²",
        int or long => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => $"`{value}`",
    };

    [GeneratedRegex(@"^\| `(?<name>\w+:\w+)`(?:, `(?<name>\w+:\w+)`)* \| [^|]+ \| (?:(?<bounds>[^|]+) \| )?(?<rest>[^|]*\|)$", RegexOptions.Multiline)]
    private static partial Regex Row();

    // Such as "`DeadLetters:LockWait` (5 s)" and "`Api:MaxWait`, 30 s"; a range is no default.
    [GeneratedRegex(@"(?<before>`(?<name>(?:Api|Cluster|DeadLetters|Holds|Http|Notifications|Payments|RabbitMq|Reconciler|Storage):\w+)`(?: \(|, ))[0-9](?:[0-9,.]*[0-9])?(?: (?:ms|s|min\w*))?(?! to )\b")]
    private static partial Regex Mention();
}
