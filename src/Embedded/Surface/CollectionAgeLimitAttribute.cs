namespace Orleans;

/// <summary>How long a grain of the class stays in memory unused; at least one minute. The attribute wins over the option.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class CollectionAgeLimitAttribute : Attribute
{
    public double Minutes { get; set; }

    public TimeSpan AgeLimit => TimeSpan.FromMinutes(Math.Max(1, Minutes));
}
