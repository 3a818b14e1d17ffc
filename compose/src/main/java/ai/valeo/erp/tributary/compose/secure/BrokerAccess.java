package ai.valeo.erp.tributary.compose.secure;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a broker on this machine needs to let in only those it knows, in a folder: a certificate,
 * and users with their passwords. Made once, kept; only the owner of the files can read them.
 *
 * <p>The certificate signs itself and is trusted as it is: enough for measuring and testing here.
 *
 * <p>Threading: one thread makes it; any may read.
 */
public final class BrokerAccess {

  /** The user who may do everything. */
  public static final String ADMIN = "admin";

  private static final String CERTIFICATE = "broker.p12";
  private static final String TRUST = "trust.p12";
  private static final String USERS = "users.properties";
  private static final String STORE_PASSWORD = "store-password";
  private static final String ALIAS = "broker";
  private static final String TYPE = "PKCS12";
  private static final String TLS = "TLSv1.3";
  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final int PASSWORD_BYTES = 24;
  private static final long TOOL_SECONDS = 60;

  private final Path folder;
  private final Properties secrets;

  private BrokerAccess(Path folder, Properties secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  /**
   * What lies in the folder; made if it is not there.
   *
   * @param names names and addresses of the broker, as {@code dns:localhost} and {@code
   *     ip:127.0.0.1}
   * @param users whom it knows besides the administrator
   */
  public static BrokerAccess in(Path folder, List<String> names, List<String> users) {
    try {
      Path file = folder.resolve(USERS);
      if (Files.exists(file)) {
        return open(folder);
      }
      Files.createDirectories(folder);
      var secrets = new Properties();
      secrets.setProperty(STORE_PASSWORD, password());
      secrets.setProperty(ADMIN, password());
      users.forEach(user -> secrets.setProperty(user, password()));
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      makeCertificate(folder, names, secrets.getProperty(STORE_PASSWORD));
      try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        secrets.store(writer, "users of the broker");
      }
      return new BrokerAccess(folder, secrets);
    } catch (IOException e) {
      throw new UncheckedIOException("broker access cannot be kept in " + folder, e);
    }
  }

  /** What was made in the folder. */
  public static BrokerAccess open(Path folder) {
    var secrets = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve(USERS), StandardCharsets.UTF_8)) {
      secrets.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("no broker access in " + folder, e);
    }
    return new BrokerAccess(folder, secrets);
  }

  /** A password that nobody guesses. */
  static String password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A random secret of so many bytes, in base64. */
  public static String secret(int bytes) {
    byte[] secret = new byte[bytes];
    new SecureRandom().nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  /** What a user's clients are configured with. */
  public Map<String, String> client(String user) {
    return client(user, secrets.getProperty(user));
  }

  /** What clients are configured with that try a password. */
  public Map<String, String> client(String user, String password) {
    var keys = new TreeMap<String, String>();
    keys.put("security.protocol", "SASL_SSL");
    keys.put("sasl.mechanism", MECHANISM);
    keys.put("sasl.jaas.config", login(user, password));
    keys.put("ssl.truststore.location", folder.resolve(TRUST).toString());
    keys.put("ssl.truststore.password", secrets.getProperty(STORE_PASSWORD));
    keys.put("ssl.truststore.type", TYPE);
    keys.put("ssl.protocol", TLS);
    keys.put("ssl.enabled.protocols", TLS);
    return keys;
  }

  /** The same as keys of a process of ours. */
  public Map<String, String> process(String user) {
    var keys = new TreeMap<String, String>();
    client(user).forEach((key, value) -> keys.put("kafka." + key, value));
    return keys;
  }

  /** What the broker is configured with, for a listener. */
  public Map<String, String> broker(String listener) {
    String prefix = "listener.name." + listener.toLowerCase(Locale.ROOT) + ".";
    var keys = new TreeMap<String, String>();
    keys.put(prefix + "sasl.enabled.mechanisms", MECHANISM);
    keys.put(prefix + "scram-sha-512.sasl.jaas.config", login(ADMIN, secrets.getProperty(ADMIN)));
    keys.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    keys.put("ssl.keystore.location", folder.resolve(CERTIFICATE).toString());
    keys.put("ssl.keystore.password", secrets.getProperty(STORE_PASSWORD));
    keys.put("ssl.keystore.type", TYPE);
    keys.put("ssl.truststore.location", folder.resolve(TRUST).toString());
    keys.put("ssl.truststore.password", secrets.getProperty(STORE_PASSWORD));
    keys.put("ssl.truststore.type", TYPE);
    keys.put("ssl.protocol", TLS);
    keys.put("ssl.enabled.protocols", TLS);
    keys.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    keys.put("allow.everyone.if.no.acl.found", "false");
    // the controller's own listener, which is on loopback and speaks to this process alone
    keys.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
    return keys;
  }

  /** The users as a new broker is told of them. */
  public List<String> scramUsers() {
    var users = new ArrayList<String>();
    secrets.stringPropertyNames().stream()
        .filter(user -> !user.equals(STORE_PASSWORD))
        .sorted()
        .forEach(user ->
            users.add(
                MECHANISM + "=[name=" + user + ",password=" + secrets.getProperty(user) + "]"));
    return users;
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + user
        + "\" password=\""
        + password
        + "\";";
  }

  private static void makeCertificate(Path folder, List<String> names, String password)
      throws IOException {
    Path exported = folder.resolve("broker.crt");
    String store = folder.resolve(CERTIFICATE).toString();
    keytool(
        password,
        List.of(
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=tributary-broker",
            "-validity",
            "3650",
            "-storetype",
            TYPE,
            "-keystore",
            store,
            "-ext",
            "san=" + String.join(",", names)));
    keytool(
        password,
        List.of("-exportcert", "-alias", ALIAS, "-keystore", store, "-file", exported.toString()));
    keytool(
        password,
        List.of(
            "-importcert",
            "-noprompt",
            "-alias",
            ALIAS,
            "-storetype",
            TYPE,
            "-keystore",
            folder.resolve(TRUST).toString(),
            "-file",
            exported.toString()));
  }

  /** The password goes by the environment: command lines can be read by everybody. */
  private static void keytool(String password, List<String> arguments) throws IOException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(arguments);
    line.addAll(List.of("-storepass:env", "TRIBUTARY_STORE_PASSWORD"));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("TRIBUTARY_STORE_PASSWORD", password);
    Process process = builder.start();
    process.getOutputStream().close(); // it must not ask
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool: " + text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a certificate was made", e);
    }
  }
}
