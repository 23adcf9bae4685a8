using Xunit.Sdk;
using Xunit.v3;

[assembly: TestMethodOrderer(typeof(OrleansOrders.SystemTests.AuditLast))]

namespace OrleansOrders.SystemTests;

/// <summary>The audit of a scenario comes after its other tests, which are independent of each other.</summary>
public sealed class AuditLast : ITestMethodOrderer
{
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        [.. testMethods.OrderBy(method => method?.MethodName == nameof(Scenario<>.When_all_is_done_the_auditor_finds_nothing))];
}
