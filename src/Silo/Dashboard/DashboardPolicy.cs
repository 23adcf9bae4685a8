using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using idunno.Authentication.Basic;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Silo;

/// <summary>HTTP basic authentication with one user and one password.</summary>
static class DashboardPolicy
{
    public const string Name = "dashboard";

    public static void AddDashboardPolicy(this IServiceCollection services, DashboardSettings settings)
    {
        services.AddAuthentication(BasicAuthenticationDefaults.AuthenticationScheme).AddBasic(basic =>
        {
            basic.Realm = "OrleansOrders";

            // TLS, if any, is terminated by a proxy.
            basic.AllowInsecureProtocol = true;
            basic.Events = new BasicAuthenticationEvents
            {
                OnValidateCredentials = context =>
                {
                    if (IsSame(context.Username, settings.User) & IsSame(context.Password, settings.Password))
                    {
                        context.Principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, settings.User)], context.Scheme.Name));
                        context.Success();
                    }

                    return Task.CompletedTask;
                },
            };
        });
        services.AddAuthorizationBuilder().AddPolicy(Name, policy => policy.RequireAuthenticatedUser());
    }

    // Constant-time comparison: a wrong password takes as long as the right one.
    static bool IsSame(string? given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));
}
