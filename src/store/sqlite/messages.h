#pragma once

// What the store says to a person.

#include "core/message.h"

namespace sokuo::store {

inline constexpr Message directory_in_use{
    "store.directory_in_use",
    "このデータフォルダーは、別の sokuo（プロセス番号 {0}）が使っています。そちらを終了してから、"
    "もう一度実行してください。",
    "Another sokuo (process {0}) is using this data directory. Stop it, then try again."};
inline constexpr Message cannot_open{
    "store.cannot_open",
    "データベース {0} を開けません。ファイルがあるか、読み書きする権限があるかを確かめてください。",
    "The database {0} cannot be opened. Check that the file exists and that you may read and write "
    "it."};
inline constexpr Message disk_full{
    "store.disk_full",
    "ディスクに空きがないため、保存できませんでした。空きを作ると、自動的に再開します。",
    "There is no room left on the disk, so nothing was saved. Make room and saving resumes by "
    "itself."};
inline constexpr Message disk_failed{
    "store.disk_failed",
    "ディスクへの書き込みに失敗したため、保存できませんでした。ディスクの状態を確かめてください。",
    "Writing to the disk failed, so nothing was saved. Check the health of the disk."};
inline constexpr Message data_corrupt{
    "store.data_corrupt",
    "データベースが壊れています。sokuo verify で確かめ、バックアップから復元してください。",
    "The database is damaged. Check it with `sokuo verify` and restore a backup."};
inline constexpr Message constraint_failed{
    "store.constraint_failed",
    "すでにある記録と食い違うため、保存できませんでした。画面を読み直してから、やり直してください"
    "。",
    "This does not fit what is already stored, so nothing was saved. Reload and try again."};
inline constexpr Message too_busy{
    "store.too_busy", "ただいま混み合っています。少し待ってから、もう一度お試しください。",
    "The program is busy. Wait a moment, then try again."};
inline constexpr Message job_failed{
    "store.job_failed",
    "処理の途中で失敗したため、何も保存していません。もう一度お試しください。続く場合は管理者に"
    "知らせてください。",
    "This failed half-way, so nothing was saved. Try again; if it goes on, tell the "
    "administrator."};
inline constexpr Message only_reading{
    "store.only_reading", "読み取り専用で開いているため、変更できません。",
    "The store was opened for reading only, so nothing can be changed."};
inline constexpr Message is_closing{
    "store.is_closing", "終了の途中のため、保存できません。起動し直してから、やり直してください。",
    "The program is stopping, so nothing was saved. Start it again, then repeat this."};

} // namespace sokuo::store
