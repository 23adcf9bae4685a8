using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCaseOrderer(typeof(OrleansOrders.SystemTests.AuditLast))]

namespace OrleansOrders.SystemTests;

/// <summary>The audit of a scenario comes after its other tests, which are independent of each other.</summary>
public sealed class AuditLast : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => test.TestMethod?.MethodName == nameof(Scenario<>.When_all_is_done_the_auditor_finds_nothing))];
}
