package ai.valeo.erp.tributary.graphql.gateway;

import java.util.Map;

/**
 * What the centre is asked.
 *
 * @param text the document
 * @param variables the variables it uses, as they came
 */
record Question(String text, Map<String, Object> variables) {}
