import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.aad.msal4j.AbstractClientApplicationBase;
import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.AuthorizationRequestUrlParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SilentParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import com.microsoft.aad.msal4j.UserNamePasswordParameters;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Does with MSAL for Java what a line of JSON on standard input asks for, and prints what the library gave as a line of JSON:
 * the protocol is in {@code conformance/clients/client-program.ts}.
 */
final class MsalProgram {
  private static final Gson JSON = new Gson();
  private static final BufferedReader INPUT =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private record Certificate(String privateKey, String pem) {}

  private record Request(
      String flow,
      String authority,
      boolean instanceDiscovery,
      boolean goesOn,
      String clientId,
      String secret,
      Certificate certificate,
      List<String> scopes,
      List<String> otherScopes,
      String username,
      String password,
      String redirectUri,
      String assertion) {
    Set<String> scopeSet() {
      return new HashSet<>(scopes);
    }
  }

  private record Pkce(String verifier, String challenge) {
    static Pkce make() throws Exception {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      Base64.Encoder base64url = Base64.getUrlEncoder().withoutPadding();
      String verifier = base64url.encodeToString(random);
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new Pkce(
          verifier, base64url.encodeToString(sha256.digest(verifier.getBytes(StandardCharsets.US_ASCII))));
    }
  }

  private static void say(String event, Map<String, String> fields) {
    JsonObject line = new JsonObject();
    line.addProperty("event", event);
    fields.forEach(line::addProperty);
    System.out.println(JSON.toJson(line));
    System.out.flush();
  }

  private static IClientCredential credentialOf(Request asked) throws Exception {
    if (asked.certificate() == null) return ClientCredentialFactory.createFromSecret(asked.secret());
    String key = asked.certificate().privateKey().replaceAll("-----[A-Z ]+-----|\\s", "");
    byte[] pem = asked.certificate().pem().getBytes(StandardCharsets.US_ASCII);
    return ClientCredentialFactory.createFromCertificate(
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
        (X509Certificate)
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
  }

  private static ConfidentialClientApplication confidentialClient(Request asked) throws Exception {
    return ConfidentialClientApplication.builder(asked.clientId(), credentialOf(asked))
        .authority(asked.authority())
        .instanceDiscovery(asked.instanceDiscovery())
        .build();
  }

  private static PublicClientApplication publicClient(Request asked) throws Exception {
    return PublicClientApplication.builder(asked.clientId())
        .authority(asked.authority())
        .instanceDiscovery(asked.instanceDiscovery())
        .build();
  }

  private static Map<String, String> asApplication(Request asked) throws Exception {
    ConfidentialClientApplication client = confidentialClient(asked);
    ClientCredentialParameters parameters = ClientCredentialParameters.builder(asked.scopeSet()).build();
    String first = client.acquireToken(parameters).join().accessToken();
    if (!asked.goesOn()) return Map.of("first", first);
    return Map.of("first", first, "cached", client.acquireToken(parameters).join().accessToken());
  }

  private static Map<String, String> afterSignIn(
      Request asked, AbstractClientApplicationBase client, IAuthenticationResult first) throws Exception {
    if (!asked.goesOn())
      return Map.of("first", first.accessToken(), "username", first.account().username());
    SilentParameters again = SilentParameters.builder(asked.scopeSet(), first.account()).build();
    SilentParameters anew =
        SilentParameters.builder(asked.scopeSet(), first.account()).forceRefresh(true).build();
    SilentParameters other =
        SilentParameters.builder(new HashSet<>(asked.otherScopes()), first.account()).build();
    return Map.of(
        "first", first.accessToken(),
        "cached", client.acquireTokenSilently(again).join().accessToken(),
        "renewed", client.acquireTokenSilently(anew).join().accessToken(),
        "other", client.acquireTokenSilently(other).join().accessToken(),
        "username", first.account().username());
  }

  private static Map<String, String> byPassword(Request asked) throws Exception {
    PublicClientApplication client = publicClient(asked);
    UserNamePasswordParameters parameters =
        UserNamePasswordParameters.builder(
                asked.scopeSet(), asked.username(), asked.password().toCharArray())
            .build();
    return afterSignIn(asked, client, client.acquireToken(parameters).join());
  }

  private static Map<String, String> byDeviceCode(Request asked) throws Exception {
    PublicClientApplication client = publicClient(asked);
    DeviceCodeFlowParameters parameters =
        DeviceCodeFlowParameters.builder(
                asked.scopeSet(), code -> say("device-code", Map.of("userCode", code.userCode())))
            .build();
    return afterSignIn(asked, client, client.acquireToken(parameters).join());
  }

  private static String askForCode(Request asked, ConfidentialClientApplication client, Pkce pkce)
      throws IOException {
    AuthorizationRequestUrlParameters parameters =
        AuthorizationRequestUrlParameters.builder(asked.redirectUri(), asked.scopeSet())
            .codeChallenge(pkce.challenge())
            .codeChallengeMethod("S256")
            .build();
    say("authorize", Map.of("url", client.getAuthorizationRequestUrl(parameters).toString()));
    String redirect = JSON.fromJson(INPUT.readLine(), JsonObject.class).get("redirect").getAsString();
    for (String pair : URI.create(redirect).getRawQuery().split("&"))
      if (pair.startsWith("code=")) return pair.substring("code=".length());
    throw new IOException("There is no code in " + redirect);
  }

  private static Map<String, String> byAuthorizationCode(Request asked) throws Exception {
    ConfidentialClientApplication client = confidentialClient(asked);
    Pkce pkce = Pkce.make();
    AuthorizationCodeParameters parameters =
        AuthorizationCodeParameters.builder(
                askForCode(asked, client, pkce), URI.create(asked.redirectUri()))
            .scopes(asked.scopeSet())
            .codeVerifier(pkce.verifier())
            .build();
    return afterSignIn(asked, client, client.acquireToken(parameters).join());
  }

  private static Map<String, String> onBehalfOf(Request asked) throws Exception {
    ConfidentialClientApplication client = confidentialClient(asked);
    OnBehalfOfParameters parameters =
        OnBehalfOfParameters.builder(asked.scopeSet(), new UserAssertion(asked.assertion()))
            // The library looks into its cache here only when it is told to.
            .skipCache(false)
            .build();
    String first = client.acquireToken(parameters).join().accessToken();
    if (!asked.goesOn()) return Map.of("first", first);
    return Map.of("first", first, "cached", client.acquireToken(parameters).join().accessToken());
  }

  private static Map<String, String> run(Request asked) throws Exception {
    return switch (asked.flow()) {
      case "application" -> asApplication(asked);
      case "password" -> byPassword(asked);
      case "authorization-code" -> byAuthorizationCode(asked);
      case "device-code" -> byDeviceCode(asked);
      case "on-behalf-of" -> onBehalfOf(asked);
      default -> throw new IllegalArgumentException("There is no flow " + asked.flow());
    };
  }

  public static void main(String[] args) throws IOException {
    for (String line = INPUT.readLine(); line != null; line = INPUT.readLine()) {
      try {
        say("tokens", run(JSON.fromJson(line, Request.class)));
      } catch (CompletionException failure) {
        say("failed", Map.of("message", String.valueOf(failure.getCause())));
      } catch (Exception failure) {
        say("failed", Map.of("message", String.valueOf(failure)));
      }
    }
  }
}
