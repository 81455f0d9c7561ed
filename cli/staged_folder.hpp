// SPDX-License-Identifier: Apache-2.0
// A folder of lists that appears whole: its files are written beside it and moved in when all of them are done.
#pragma once

#include <string>
#include <vector>

namespace tepat::cli {

class StagedFolder {
public:
    /// A folder that has files with this extension already is refused (R5180) unless `overwrite`. R5225 when it cannot be made.
    StagedFolder(std::string folder, std::string extension, bool overwrite);
    ~StagedFolder();  ///< without commit() nothing is left behind
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;

    /// Where to write the file that will be called `name`.
    std::string path_of(const std::string& name);
    /// Moves the files in; R5225 names the first that could not be. Returns the files with this extension that are none of them, sorted.
    std::vector<std::string> commit();

private:
    std::vector<std::string> present() const;

    std::string folder_, extension_, stage_;
    std::vector<std::string> names_;
};

}  // namespace tepat::cli
