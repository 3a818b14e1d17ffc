/** The read side: a Kafka Streams application that builds views of the committed topics. */
@NullMarked
package ai.valeo.erp.tributary.graphql.view;

import org.jspecify.annotations.NullMarked;
