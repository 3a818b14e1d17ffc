package ai.valeo.erp.tributary.schemas.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.access.AccessRefusal.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class AccessRefusalTest {

  private final List<Kind> counted = new ArrayList<>();
  private final AccessWatch watch = new AccessWatch(counted::add);

  @Test
  void shouldTellRefusalsFromEverythingElse() {
    assertThat(AccessRefusal.of(null)).isNull();
    assertThat(AccessRefusal.of(new TimeoutException("late"))).isNull();
    assertThat(AccessRefusal.of(wrapped(new SaslAuthenticationException("invalid credentials"))))
        .returns(Kind.AUTHENTICATION, AccessRefusal::kind);
    assertThat(AccessRefusal.of(wrapped(new TopicAuthorizationException(Set.of("a.v1")))))
        .hasToString("AUTHORIZATION: the broker refuses a right: on the topics [a.v1]");
  }

  @Test
  void shouldTellAForeignNameFromAForeignCertificate() {
    assertThat(AccessRefusal.of(tls("No subject alternative DNS name matching b found.")))
        .asString()
        .startsWith("CERTIFICATE: the broker's certificate is not of the name it was asked by");
    assertThat(AccessRefusal.of(tls("PKIX path building failed")))
        .asString()
        .startsWith("CERTIFICATE: a certificate is not trusted");
  }

  @Test
  void shouldCountEveryAttemptAndForgetWhenItWorks() {
    // given
    var forbidden = new TopicAuthorizationException(Set.of("a.v1"));
    // when
    watch.failed(forbidden);
    watch.failed(forbidden);
    watch.failed(new IOException("network"));
    watch.letIn();
    // then
    assertThat(counted).containsExactly(Kind.AUTHORIZATION, Kind.AUTHORIZATION);
    assertThat(watch.present()).isNotNull();
    watch.works();
    assertThat(watch.present()).isNull();
  }

  private static Throwable wrapped(Throwable cause) {
    return new IllegalStateException("outer", new KafkaException("inner", cause));
  }

  private static Throwable tls(String words) {
    return new SslAuthenticationException("SSL handshake failed", new SSLHandshakeException(words));
  }
}
