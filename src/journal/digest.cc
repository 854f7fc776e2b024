#include "journal/digest.h"

#include "core/sha256.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

namespace sokuo::journal {
namespace {

inline constexpr Message row_differs{
    "journal.verify.row_differs",
    "一覧「{0}」の行（{1}）が記録と合いません。sokuo rebuild を実行してください。",
    "The row {1} of the view “{0}” does not match the journal. Run `sokuo rebuild`."};
inline constexpr Message row_missing{
    "journal.verify.row_missing",
    "一覧「{0}」の行数が {1} で、記録からは {2} になります。sokuo rebuild を実行してください。",
    "The view “{0}” has {1} rows where the journal gives {2}. Run `sokuo rebuild`."};
inline constexpr Message view_unreadable{
    "journal.verify.view_unreadable", "一覧「{0}」が読めません。sokuo rebuild を実行してください。",
    "The view “{0}” cannot be read. Run `sokuo rebuild`."};
inline constexpr Message schema_differs{
    "journal.verify.schema_differs",
    "「{0}」の定義が、このプログラムの作るものと違います。データベースがほかの手段で"
    "書き換えられたおそれがあります。バックアップから復元してください。",
    "The definition of “{0}” is not the one this program makes. The database may have been changed "
    "by other means. Restore from a backup."};

// Half of a SHA-256: enough to see damage, and a million rows need 16 MB.
using RowHash = std::array<std::byte, 16>;

// SELECT typeof(a), a, … FROM t ORDER BY key. The type is part of the row: a text and a blob of the
// same bytes do not compare equal in a WHERE.
Result<std::string> select_of(store::Read& db, const Table& table) {
    const auto columns =
        TRY(db.all("SELECT name FROM pragma_table_info(?)", {table.name},
                   [](const store::Row& row) { return std::string{row.text(0)}; }));
    std::string sql = "SELECT ";
    for (const auto& column : columns)
        sql.append("typeof(\"").append(column).append("\"), \"").append(column).append("\", ");
    return sql + std::string{table.key} + " FROM " + std::string{table.name} + " ORDER BY " +
           std::string{table.key};
}

void update(Sha256& hash, std::uint64_t number) {
    std::array<std::byte, 8> bytes{};
    std::memcpy(bytes.data(), &number, bytes.size());
    hash.update(bytes);
}

int key_columns(const Table& table) {
    return static_cast<int>(std::ranges::count(table.key, ',')) + 1;
}

RowHash hash_of(const store::Row& row, const Table& table) {
    Sha256 hash;
    const int columns = row.columns() - key_columns(table);
    for (int column = 0; column < columns; column += 2) {
        const auto type = row.text(column);
        hash.update(as_bytes(type.substr(0, 1)));
        if (type == "integer") {
            update(hash, static_cast<std::uint64_t>(row.integer(column + 1)));
        } else if (type == "real") {
            std::uint64_t bits = 0;
            const auto value = row.real(column + 1);
            std::memcpy(&bits, &value, sizeof bits);
            update(hash, bits);
        } else if (type != "null") {
            const auto bytes = row.bytes(column + 1);
            update(hash, bytes.size());
            hash.update(bytes);
        }
    }
    const auto whole = hash.finish();
    RowHash half{};
    std::copy_n(whole.begin(), half.size(), half.begin());
    return half;
}

std::string key_of(const store::Row& row, const Table& table) {
    std::string key;
    for (int column = row.columns() - key_columns(table); column < row.columns(); ++column) {
        const auto bytes = row.bytes(column);
        const bool is_id = bytes.size() == 16;
        if (!key.empty()) key += ", ";
        key += is_id ? to_hex(bytes) : std::string{as_text(bytes)};
    }
    return key;
}

// One object of a database: its CREATE statement, with every gap between words as one space.
struct Definition {
    std::string table;
    std::string text;
};
using Definitions = std::map<std::string, Definition>;

std::string with_single_spaces(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_gap = c == ' ' || c == '\n' || c == '\t';
        if (!is_gap)
            out += c;
        else if (!out.ends_with(' '))
            out += ' ';
    }
    return out;
}

Result<Definitions> definitions_of(store::Read& db) {
    Definitions all;
    const auto take = [&](const store::Row& row) -> Result<> {
        all.emplace(std::string{row.text(0)},
                    Definition{std::string{row.text(1)}, with_single_spaces(row.text(2))});
        return Done{};
    };
    TRY(db.query("SELECT type || ' ' || name, tbl_name, coalesce(sql, '') FROM sqlite_schema", {},
                 take));
    return all;
}

} // namespace

Result<> compare_schema(store::Read& live, store::Read& fresh, Report& report) {
    const auto expected = TRY(definitions_of(fresh));
    const auto found = TRY(definitions_of(live));
    const auto differs = [&](const std::string& name) {
        report.add(at(failure(Errc::corrupt, schema_differs, {name}), name));
    };
    for (const auto& [name, definition] : expected) {
        const auto same = found.find(name);
        if (same == found.end() || same->second.text != definition.text ||
            same->second.table != definition.table)
            differs(name);
    }
    for (const auto& [name, definition] : found)
        if (expected.contains("table " + definition.table) && !expected.contains(name))
            differs(name);
    return Done{};
}

Result<> compare_table(store::Read& live, store::Read& fresh, const Table& table, Report& report) {
    const std::string name{table.name};
    const auto sql = TRY(select_of(fresh, table));
    auto rows = live.all(sql, {}, [&](const store::Row& row) { return hash_of(row, table); });
    if (!rows.ok()) {
        report.add(
            at(because(failure(Errc::corrupt, view_unreadable, {name}), describe(rows.error())),
               name));
        return Done{};
    }
    const auto& hashes = rows.value();
    std::size_t count = 0;
    bool differs = false;
    const auto compare = [&](const store::Row& row) -> Result<> {
        const auto index = count++;
        if (differs || index >= hashes.size() || hashes[index] == hash_of(row, table))
            return Done{};
        differs = true;
        const auto key = key_of(row, table);
        report.add(at(failure(Errc::corrupt, row_differs, {name, key}), name + ": " + key));
        return Done{};
    };
    TRY(fresh.query(sql, {}, compare));
    if (count != hashes.size())
        report.add(at(failure(Errc::corrupt, row_missing,
                              {name, std::to_string(hashes.size()), std::to_string(count)}),
                      name));
    report.rows += static_cast<std::int64_t>(count);
    return Done{};
}

} // namespace sokuo::journal
