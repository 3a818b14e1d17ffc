package ai.valeo.erp.tributary.compose.doctor;

import ai.valeo.erp.tributary.compose.ops.ProcessPage;
import ai.valeo.erp.tributary.graphql.http.Address;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** Looks at the port of a process: it is free, or the process serves its health there. */
final class Pages {

  private static final Duration TIME = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Pages() {}

  static Finding look(Patient patient) {
    String area = patient.process() + " port";
    Address at = patient.pages();
    if (at.port() == 0) {
      return Finding.ok(area, "any free port");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(at.host(), at.port()));
      return Finding.ok(area, at.host() + ":" + at.port() + " is free; nothing runs there now");
    } catch (IOException | IllegalArgumentException taken) {
      return served(area, at, String.valueOf(taken.getMessage()));
    }
  }

  private static Finding served(String area, Address at, String whyNotFree) {
    String where = at.host() + ":" + at.port();
    String host = at.host().equals("0.0.0.0") ? "127.0.0.1" : at.host();
    try {
      HttpResponse<String> answer =
          ProcessPage.of(at.scheme() + "://" + host + ":" + at.port() + "/health/ready", TIME)
              .get();
      JsonNode health = JSON.readTree(answer.body());
      if (health == null || !health.path("checks").isArray()) {
        return stranger(area, where);
      }
      return answer.statusCode() == OK
          ? Finding.ok(area, where + ": runs and is ready")
          : Finding.fail(
              area,
              where + ": runs and is not ready: " + String.join("; ", reasons(health)),
              "Mend what it names; it becomes ready by itself.");
    } catch (JsonProcessingException e) {
      return stranger(area, where);
    } catch (SSLException e) {
      return Finding.warn(
          area,
          where + ": shows a certificate that this machine does not trust for " + host,
          "Ask /health/ready by the name and from where it is trusted.");
    } catch (IOException | IllegalArgumentException e) {
      return Finding.fail(
          area,
          where + ": cannot be used: " + whyNotFree,
          "Another program may listen there, or the address is not this machine's.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.warn(area, where + ": interrupted", "");
    }
  }

  private static Finding stranger(String area, String where) {
    return Finding.fail(
        area, where + ": another program listens there", "Stop it, or choose another port.");
  }

  private static List<String> reasons(JsonNode health) {
    var reasons = new ArrayList<String>();
    for (JsonNode check : health.path("checks")) {
      if (!check.path("status").asText().equals("UP")) {
        reasons.add(check.path("name").asText() + ": " + check.path("reason").asText());
      }
    }
    return reasons;
  }
}
