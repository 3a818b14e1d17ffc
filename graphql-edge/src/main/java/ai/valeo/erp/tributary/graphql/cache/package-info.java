/** Answers of the centre that are kept until what they are made of changes. */
@NullMarked
package ai.valeo.erp.tributary.graphql.cache;

import org.jspecify.annotations.NullMarked;
