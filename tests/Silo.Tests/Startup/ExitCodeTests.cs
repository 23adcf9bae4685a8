using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.Silo.Tests;

/// <summary>What a supervisor is told.</summary>
public sealed class ExitCodeTests : IDisposable
{
    readonly int _exitCode = Environment.ExitCode;

    public void Dispose() => Environment.ExitCode = _exitCode;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_stop_that_does_not_end_in_time_keeps_the_exit_code_of_its_reason(int reason)
    {
        Environment.ExitCode = reason;
        Assert.Equal(reason, await OrdersProcess.Run([], _ =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddHostedService<Endless>();
            return builder.Build();
        }));
    }

    sealed class Endless(IHostApplicationLifetime host) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            host.ApplicationStarted.Register(host.StopApplication);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => throw new OperationCanceledException("no time left");
    }
}
