package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none | JSON",
        "'' | JSON",
        "*/* | JSON",
        "application/* | JSON",
        "application/json | JSON",
        "application/json; charset=utf-8 | JSON",
        "application/graphql-response+json | GRAPHQL",
        "Application/GraphQL-Response+JSON | GRAPHQL",
        "application/graphql-response+json, application/json | GRAPHQL",
        "application/json, application/graphql-response+json | GRAPHQL",
        "application/graphql-response+json;q=0.5, application/json | JSON",
        "application/graphql-response+json;q=0, */*;q=0.1 | JSON",
        "text/html, application/xhtml+xml, */*;q=0.8 | JSON",
        "text/html | none",
        "application/json;q=0 | none",
        "application/json;q=x | none",
      })
  void shouldChooseWhatTheClientLikesBest(@Nullable String accept, @Nullable MediaType expected) {
    assertThat(MediaType.accepted(accept)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none | false",
        "application/json | true",
        "Application/JSON; charset=UTF-8 | true",
        "application/json;charset=\"utf-8\" | true",
        "application/json; charset=iso-8859-1 | false",
        "text/plain | false",
        "multipart/form-data; boundary=x | false",
      })
  void shouldTakeJsonInUtf8Only(@Nullable String contentType, boolean expected) {
    assertThat(MediaType.isJson(contentType)).isEqualTo(expected);
  }
}
