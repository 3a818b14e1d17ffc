package ai.valeo.erp.tributary.graphql.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of an issuer, and a copy of them on the disk: an edge node that starts without a network
 * knows its people. The keys are public; whoever can write the file can let anybody in, so that it
 * belongs beside the configuration.
 */
final class KeptKeys implements JWKSetSource<SecurityContext> {

  private static final Logger log = LoggerFactory.getLogger(KeptKeys.class);

  private final JWKSetSource<SecurityContext> issuer;
  private final @Nullable Path copy;

  KeptKeys(JWKSetSource<SecurityContext> issuer, @Nullable Path copy) {
    this.issuer = issuer;
    this.copy = copy;
  }

  @Override
  public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long nowMs, SecurityContext context)
      throws KeySourceException {
    try {
      JWKSet keys = issuer.getJWKSet(refresh, nowMs, context);
      keep(keys);
      return keys;
    } catch (KeySourceException e) {
      JWKSet kept = kept();
      if (kept == null) {
        throw e;
      }
      log.atWarn().addKeyValue("reason", e.getMessage()).log("Keys of the issuer: kept ones used");
      return kept;
    }
  }

  private void keep(JWKSet keys) {
    if (copy == null) {
      return;
    }
    try {
      Path fresh = copy.resolveSibling(copy.getFileName() + ".new");
      Files.writeString(fresh, keys.toPublicJWKSet().toString());
      Files.move(fresh, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.atWarn().setCause(e).log("Keys of the issuer cannot be kept");
    }
  }

  private @Nullable JWKSet kept() {
    try {
      return copy == null || !Files.exists(copy)
          ? null
          : JWKSet.parse(Files.readString(copy, StandardCharsets.UTF_8));
    } catch (IOException | ParseException e) {
      log.atWarn().setCause(e).log("Kept keys of the issuer cannot be read");
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    issuer.close();
  }
}
