package ai.valeo.erp.tributary.compose.issuer;

import ai.valeo.erp.tributary.graphql.security.Role;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The key of the development issuer, made once and kept in a file that only its owner can read.
 * Whoever has it can be anybody, so it is for this machine only. Immutable.
 */
public final class DevelopmentKey {

  /** Name of the issuer, the same wherever its document is. */
  public static final String ISSUER = "urn:tributary:development";

  /** Whom its tokens are for. */
  public static final String AUDIENCE = "tributary";

  private static final String FILE = "key.json";
  private static final String OWNER_ONLY = "rw-------";
  private static final String OWNER_ONLY_FOLDER = "rwx------";

  private final ECKey key;

  private DevelopmentKey(ECKey key) {
    this.key = key;
  }

  /**
   * The key of a folder; made if there is none yet.
   *
   * @throws UncheckedIOException if it cannot be read or made
   */
  public static DevelopmentKey in(Path folder) {
    try {
      Files.createDirectories(folder, permissions(OWNER_ONLY_FOLDER));
      Path file = folder.resolve(FILE);
      if (!Files.exists(file)) {
        make(file);
      }
      return new DevelopmentKey(ECKey.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("Key of the development issuer: " + e.getMessage(), e);
    } catch (ParseException | JOSEException e) {
      throw new UncheckedIOException(
          new IOException("Key of the development issuer: " + folder, e));
    }
  }

  private static void make(Path file) throws IOException, JOSEException {
    ECKey made =
        new ECKeyGenerator(Curve.P_256)
            .keyUse(KeyUse.SIGNATURE)
            .keyIDFromThumbprint(true)
            .generate();
    byte[] text = made.toJSONString().getBytes(StandardCharsets.UTF_8);
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, fresh, permissions(OWNER_ONLY))) {
      channel.write(ByteBuffer.wrap(text));
    } catch (FileAlreadyExistsException e) {
      // another process was first: its key is as good
    }
  }

  /** Where the file system knows no owners, that of the folder above has to do. */
  private static FileAttribute<?>[] permissions(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** What everybody may know of it. */
  public String publicKeys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /**
   * Whom a token is for.
   *
   * @param subject who it is
   * @param role what they are
   * @param warehouses the only warehouses they see; empty = all
   * @param lifetime how long it holds
   */
  public record Bearer(String subject, Role role, List<String> warehouses, Duration lifetime) {

    /** Somebody of a role, named like it, for half a day. */
    public static Bearer of(Role role) {
      return new Bearer(role.name().toLowerCase(Locale.ROOT), role, List.of(), USUAL);
    }

    /** How long a token holds where nobody says otherwise. */
    public static final Duration USUAL = Duration.ofHours(12);

    /** Copies. */
    public Bearer {
      warehouses = List.copyOf(warehouses);
    }
  }

  /** A token that holds from now on. */
  public String token(Bearer bearer) {
    Instant now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(bearer.subject)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(bearer.lifetime)))
            .claim("roles", List.of(bearer.role.name()));
    if (!bearer.warehouses.isEmpty()) {
      claims.claim("warehouses", bearer.warehouses);
    }
    try {
      var head = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
      SignedJWT token = new SignedJWT(head, claims.build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("The key does not sign", e);
    }
  }
}
