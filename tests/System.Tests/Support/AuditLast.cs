using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestCaseOrderer("OrleansOrders.SystemTests.AuditLast", "OrleansOrders.System.Tests")]

namespace OrleansOrders.SystemTests;

/// <summary>The audit of a scenario comes after its other tests, which are independent of each other.</summary>
public sealed class AuditLast : ITestCaseOrderer
{
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase =>
        testCases.OrderBy(test => test.TestMethod.Method.Name == nameof(Scenario<>.When_all_is_done_the_auditor_finds_nothing));
}
