// The public face of the room: type expressions to Types.
#include "limcode/schema.hpp"

#include "schema/diagnostics.hpp"
#include "schema/lexer.hpp"
#include "schema/model.hpp"
#include "schema/resolver.hpp"
#include "schema/type_parser.hpp"

namespace limcode {

namespace schema {

namespace {

constexpr std::string_view expression_name = "type expression";

Outcome<TypeExpr> parse_expression(const TokenList& tokens) {
  Cursor cursor(tokens);
  LIMCODE_TRY(type, parse_type_expr(cursor));
  if (!cursor.done()) return cursor.expected("the end of the type");
  return std::move(type);
}

Outcome<Type> resolve_expression(Source& source) {
  LIMCODE_TRY(tokens, lex(source.text, 0));
  source.tokens = std::move(tokens);
  LIMCODE_TRY(type, parse_expression(source.tokens));
  Resolver resolver;
  LIMCODE_TRY(root, resolver.resolve(type));
  LIMCODE_TRY_VOID(resolver.finish(type.span));
  Model& model = resolver.builder().model();
  model.files = {std::string(expression_name)};
  return Type(std::make_shared<const Model>(std::move(model)), root.id);
}

}  // namespace

}  // namespace schema

const std::string& Type::name() const noexcept {
  return model_->nodes[id_].name;
}

Result<Type> parse_type(std::string_view expression) {
  schema::Source source;
  source.name = schema::expression_name;
  source.text = expression;
  auto type = schema::resolve_expression(source);
  if (!type) return std::unexpected(schema::to_error(type.error(), schema::SourceSet(&source, nullptr)));
  return *std::move(type);
}

}  // namespace limcode
