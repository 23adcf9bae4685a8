namespace OrleansOrders.House.Tests.Deployment;

public sealed class ImageTests
{
    public static TheoryData<string, string> Roles => new() { { "silo", "Silo" }, { "api", "Api" }, { "bridge", "Bridge" } };

    [Theory]
    [MemberData(nameof(Roles))]
    public void An_image_runs_its_program_without_root_and_asks_it_how_it_is(string stage, string program)
    {
        var lines = Dockerfile.Stages[stage];

        Assert.Equal(["USER $APP_UID"], lines.Where(line => line.StartsWith("USER", StringComparison.Ordinal)));
        Assert.Contains($"COPY --from=build /out/{program} ./", lines);
        Assert.Contains($"""ENTRYPOINT ["dotnet", "OrleansOrders.{program}.dll"]""", lines);
        Assert.Single(lines, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.EndsWith($"""CMD ["dotnet", "OrleansOrders.{program}.dll", "--health"]""", StringComparison.Ordinal));
        Assert.Equal("http://+:5001", Dockerfile.Variable(stage, "ASPNETCORE_URLS"));
    }

    [Fact]
    public void A_silo_in_a_container_tells_the_others_its_own_address() => Assert.Equal("auto", Dockerfile.Variable("silo", "Cluster__Address"));
}
